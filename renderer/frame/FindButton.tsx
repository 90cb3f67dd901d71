import { ActionIcon, Tooltip } from '@mantine/core';
import { IconSearch } from '../icons/index.ts';
import { giveCommand, Keys } from '../shortcuts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FindButton.module.css';

/** Opens the command palette, and shows its keys to who points at it. */
export function FindButton() {
  const words = texts.palette;
  return (
    <Tooltip
      label={
        <span className={styles.hint}>
          {words.open} <Keys of="palette" />
        </span>
      }
    >
      <ActionIcon variant="default" size={32} aria-label={words.open} onClick={() => giveCommand('palette')}>
        <IconSearch size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
