import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { texts } from '../texts/index.ts';
import styles from './choosing.module.css';

interface ChooseBoxProps {
  id: string;
  /** What it chooses, for those who hear it. */
  name: string;
  isChosen: boolean;
  onSet: (id: string, isWanted: boolean) => void;
}

/** The box by which a row is chosen. */
export const ChooseBox = memo(function ChooseBox({ id, name, isChosen, onSet }: ChooseBoxProps) {
  return (
    <Checkbox
      className={styles.box}
      size="xs"
      data-row-tick
      aria-label={texts.choosing.choose(name)}
      checked={isChosen}
      onChange={({ currentTarget }) => onSet(id, currentTarget.checked)}
    />
  );
});
