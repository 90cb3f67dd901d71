import { Button } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import styles from './Wizard.module.css';

/** Says that the wizard goes on from what was entered before. */
export function Resumed({ onRestart }: { onRestart: () => void }) {
  return (
    <p className={styles.resumed}>
      <span>{texts.wizard.resumed}</span>
      <Button variant="subtle" size="compact-xs" onClick={onRestart}>
        {texts.wizard.restart}
      </Button>
    </p>
  );
}
