import type { JobRunChoice } from '../../contract/index.ts';
import { useAction } from '../engine/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** Cancels and requeues, and says in a corner of the window what became of it. */
export interface JobControl {
  isPending: boolean;
  /** @param onDone called when the engine has answered; with false where it could not do it */
  cancel: (choice: JobRunChoice, onDone?: (isDone: boolean) => void) => void;
  requeue: (choice: JobRunChoice, options?: { below?: boolean; onDone?: (isDone: boolean) => void }) => void;
}

export function useControl(): JobControl {
  const application = useApplicationId();
  const words = texts.control;
  const cancel = useAction('job_runs.cancel', notifyError);
  const requeue = useAction('job_runs.requeue', notifyError);
  return {
    isPending: cancel.isPending || requeue.isPending,
    cancel(choice, onDone) {
      cancel.mutate(
        { application, choice, from: 'window' },
        {
          onSuccess: (done) => notifyDone(words.cancelled(done)),
          onSettled: (_done, error) => onDone?.(error === null),
        },
      );
    },
    requeue(choice, { below = false, onDone } = {}) {
      requeue.mutate(
        { application, choice, below, from: 'window' },
        {
          onSuccess(done) {
            const [first] = done.refusals;
            if (done.requeued > 0 || first === undefined) notifyDone(words.requeued(done));
            if (first === undefined) return;
            notifyError(
              done.refused === 1
                ? { message: first.message }
                : { message: words.refused(done.refused), advice: first.message },
            );
          },
          onSettled: (_done, error) => onDone?.(error === null),
        },
      );
    },
  };
}
