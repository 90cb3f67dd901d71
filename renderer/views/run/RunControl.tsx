import { useState } from 'react';
import type { RunDetail } from '../../../contract/index.ts';
import { ActionButton, useControl } from '../../control/index.ts';
import { IconBan, IconRotateClockwise } from '../../icons/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Cancels all that is open of a run, or has tried again what failed of it. */
export function RunControl({ run }: { run: RunDetail }) {
  const words = texts.control;
  const { cancel, requeue, isPending } = useControl();
  const [asked, setAsked] = useState(false);
  const choice = { runs: [run.id] };
  const close = () => setAsked(false);

  return (
    <>
      <ActionButton
        against={run.state === 'active' ? null : words.runHasEnded}
        leftSection={<IconBan size={15} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {words.cancelRun}
      </ActionButton>
      <ActionButton
        against={reasonAgainstRequeue(run)}
        loading={isPending && !asked}
        leftSection={<IconRotateClockwise size={15} aria-hidden />}
        onClick={() => requeue(choice)}
      >
        {words.requeueFailed}
      </ActionButton>
      <Confirm
        opened={asked}
        title={words.cancelRunTitle(run.number)}
        text={words.cancelRunText}
        action={words.cancelRunConfirm}
        back={words.goBack}
        busy={isPending}
        onClose={close}
        onConfirm={() => cancel(choice, close)}
      />
    </>
  );
}

function reasonAgainstRequeue({ state, jobCounts }: RunDetail): string | null {
  if (state === 'replaced') return texts.control.requeueReplaced;
  const { failed = 0, cancelled = 0, 'timed-out': timedOut = 0 } = jobCounts;
  return failed + cancelled + timedOut === 0 ? texts.control.requeueFailedNone : null;
}
