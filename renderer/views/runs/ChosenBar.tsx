import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { JobRunChoice } from '../../../contract/index.ts';
import { useControl } from '../../control/index.ts';
import { formatCount } from '../../format/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ChosenBar.module.css';
import type { Chosen } from './useChosen.ts';

interface ChosenBarProps {
  chosen: Chosen;
  /** Ids of the rows that were read so far. */
  read: readonly string[];
  /** How many the filter finds; null: more than were counted. */
  total: number | null;
  /** What the ticks mean. */
  choice: () => JobRunChoice;
}

/** Ticks for many rows, and what can be done with those that have one. */
export function ChosenBar({ chosen, read, total, choice }: ChosenBarProps) {
  const words = texts.runs;
  const { cancel, requeue, isPending } = useControl();
  const [asked, setAsked] = useState<'cancel' | 'requeue' | null>(null);
  const { ids, isAll } = chosen;
  const ticked = read.filter((id) => chosen.has(id)).length;
  const count = isAll ? (total === null ? words.allFound : formatCount(total)) : formatCount(ids.size);
  const some = isAll || ids.size > 0;
  const done = (isDone: boolean) => {
    setAsked(null);
    if (isDone) chosen.clear();
  };
  return (
    <div className={styles.bar}>
      <Checkbox
        size="xs"
        label={words.chooseShown(formatCount(read.length))}
        title={words.chooseShownHelp}
        checked={read.length > 0 && ticked === read.length}
        indeterminate={ticked > 0 && ticked < read.length}
        onChange={() => chosen.toggleAll(read)}
      />
      {some && (
        <>
          <output className={styles.count}>{words.chosen(count)}</output>
          {!isAll && (
            <Button size="compact-xs" variant="subtle" onClick={chosen.chooseAll}>
              {total === null ? words.chooseAllFound : words.chooseAll(formatCount(total))}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={() => setAsked('cancel')}>
            {words.cancelChosen}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsked('requeue')}>
            {words.requeueChosen}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={chosen.clear}>
            {words.chooseNone}
          </Button>
        </>
      )}
      <Confirm
        opened={asked === 'cancel'}
        title={words.cancelTitle(count)}
        text={words.cancelText}
        action={words.cancelChosen}
        back={texts.control.goBack}
        busy={isPending}
        onClose={() => setAsked(null)}
        onConfirm={() => cancel(choice(), done)}
      />
      <Confirm
        opened={asked === 'requeue'}
        title={words.requeueTitle(count)}
        text={words.requeueText}
        action={words.requeueChosen}
        busy={isPending}
        onClose={() => setAsked(null)}
        onConfirm={() => requeue(choice(), { onDone: done })}
      />
    </div>
  );
}
