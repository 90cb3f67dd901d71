import { Button } from '@mantine/core';
import { useState } from 'react';
import type { JobRunChoice } from '../../../contract/index.ts';
import { chosenCount, type ChosenRows } from '../../choosing/index.ts';
import { useControl } from '../../control/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

interface RunActionsProps {
  chosen: ChosenRows;
  /** How many the filter finds; null: more than were counted. */
  total: number | null;
  /** What the chosen rows mean. */
  choice: () => JobRunChoice;
}

interface Asked {
  what: 'cancel' | 'requeue' | null;
  count: string;
  choice: JobRunChoice;
}

/** Cancels and requeues the chosen runs or jobs. */
export function RunActions({ chosen, total, choice }: RunActionsProps) {
  const words = texts.runs;
  const { cancel, requeue, isPending } = useControl();
  // What was chosen when it was asked about is meant, also where it leaves the list before the answer.
  const [asked, setAsked] = useState<Asked>({ what: null, count: '', choice: {} });
  const ask = (what: Asked['what']) =>
    setAsked({ what, count: chosenCount(chosen, total), choice: choice() });
  const close = () => setAsked({ ...asked, what: null });
  const done = (isDone: boolean) => {
    close();
    if (isDone) chosen.clear();
  };
  return (
    <>
      {chosen.isAny && (
        <>
          <Button size="xs" variant="default" onClick={() => ask('cancel')}>
            {words.cancelChosen}
          </Button>
          <Button size="xs" variant="default" onClick={() => ask('requeue')}>
            {words.requeueChosen}
          </Button>
        </>
      )}
      <Confirm
        opened={asked.what === 'cancel'}
        title={words.cancelTitle(asked.count)}
        text={words.cancelText}
        action={words.cancelChosen}
        back={texts.control.goBack}
        busy={isPending}
        onClose={close}
        onConfirm={() => cancel(asked.choice, done)}
      />
      <Confirm
        opened={asked.what === 'requeue'}
        title={words.requeueTitle(asked.count)}
        text={words.requeueText}
        action={words.requeueChosen}
        busy={isPending}
        onClose={close}
        onConfirm={() => requeue(asked.choice, { onDone: done })}
      />
    </>
  );
}
