import { Button } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ChosenBar.module.css';
import { useQuarantineActions } from './useQuarantineActions.ts';

interface ChosenBarProps {
  /** Ids of the rows that are chosen. */
  chosen: string[];
  onAll: () => void;
  onNone: () => void;
}

/** What can be done with the chosen rows. */
export function ChosenBar({ chosen, onAll, onNone }: ChosenBarProps) {
  const words = texts.quarantine;
  const { busy, take, remove, exportTo } = useQuarantineActions();
  const [asked, setAsked] = useState(false);
  const idle = chosen.length === 0 || busy;
  return (
    <div className={styles.bar}>
      <Button variant="subtle" onClick={chosen.length === 0 ? onAll : onNone}>
        {chosen.length === 0 ? words.chooseAll : words.chooseNone}
      </Button>
      <output className={styles.count}>{chosen.length > 0 && words.chosen(chosen.length)}</output>
      <Button variant="default" disabled={idle} onClick={() => void take(chosen)}>
        {words.take}
      </Button>
      <Button variant="default" disabled={idle} onClick={() => void exportTo(chosen)}>
        {words.export}
      </Button>
      <Button variant="default" disabled={idle} onClick={() => setAsked(true)}>
        {words.delete}
      </Button>
      <Confirm
        opened={asked}
        title={words.deleteTitle(chosen.length)}
        text={words.deleteText}
        action={words.deleteConfirm}
        busy={busy}
        onClose={() => setAsked(false)}
        onConfirm={() => void remove(chosen).then(() => setAsked(false))}
      />
    </div>
  );
}
