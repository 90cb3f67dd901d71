import { Button } from '@mantine/core';
import { useState } from 'react';
import type { QuarantineReason } from '../../../contract/index.ts';
import { formatCount } from '../../format/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ChosenBar.module.css';
import { useQuarantineActions } from './useQuarantineActions.ts';

interface ChosenBarProps {
  /** Ids of the rows that are chosen; they need not have been read yet. */
  chosen: string[];
  /** The list is about this one alone; null: about all. */
  reason: QuarantineReason | null;
  onChosen: (ids: string[]) => void;
}

/** What can be done with the chosen rows. */
export function ChosenBar({ chosen, reason, onChosen }: ChosenBarProps) {
  const words = texts.quarantine;
  const { busy, findAll, take, remove, exportTo } = useQuarantineActions();
  const [asked, setAsked] = useState(false);
  const idle = chosen.length === 0 || busy;

  async function takeAll() {
    const taken = new Set(await take(chosen));
    onChosen(chosen.filter((id) => !taken.has(id)));
  }
  async function removeAll() {
    const gone = await remove(chosen);
    setAsked(false);
    if (gone) onChosen([]);
  }
  return (
    <div className={styles.bar}>
      {chosen.length === 0 ? (
        <Button variant="subtle" disabled={busy} onClick={() => void findAll(reason).then(onChosen)}>
          {words.chooseAll}
        </Button>
      ) : (
        <Button variant="subtle" disabled={busy} onClick={() => onChosen([])}>
          {words.chooseNone}
        </Button>
      )}
      <output className={styles.count}>
        {chosen.length > 0 && words.chosen(formatCount(chosen.length))}
      </output>
      <Button variant="default" disabled={idle} onClick={() => void takeAll()}>
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
        onConfirm={() => void removeAll()}
      />
    </div>
  );
}
