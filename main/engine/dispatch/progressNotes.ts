import type { ApplicationContext } from '../context/index.ts';

/** Shortest time between two writings of progress, in milliseconds. */
const writeEvery = 250;

interface Progress {
  percent: number;
  message: string;
}

/** Progress of running jobs on its way to the history: however often jobs tell it, it is written a few times a second. */
export interface ProgressNotes {
  note(job: { key: number; id: string; runId: string }, progress: Progress): void;
  /** Takes out what was not written yet, for the transaction that ends the job. */
  take(key: number): Progress | null;
  close(): void;
}

export function keepProgress(context: ApplicationContext): ProgressNotes {
  const { history, events, log } = context;
  const unwritten = new Map<number, Progress & { id: string; runId: string }>();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function write(): void {
    timer = null;
    try {
      history.write(() => {
        for (const [key, { percent, message, id, runId }] of unwritten) {
          history.run(
            "UPDATE job_run SET percent = ?, progress_message = ? WHERE key = ? AND state = 'running'",
            [percent, message, key],
          );
          history.afterCommit(() =>
            events.emit('job_runs.changed', {
              application: context.id,
              run: runId,
              jobRun: id,
              state: 'running',
              percent,
              progressMessage: message,
            }),
          );
        }
      });
      unwritten.clear();
    } catch (cause) {
      // Kept for the next writing, at the latest the one that ends the job.
      log.warn({ cause: String(cause) }, 'progress could not be written');
      schedule();
    }
  }
  function schedule(): void {
    if (!closed) timer ??= setTimeout(write, writeEvery);
  }

  return {
    note({ key, id, runId }, progress) {
      unwritten.set(key, { ...progress, id, runId });
      schedule();
    },
    take(key) {
      const found = unwritten.get(key);
      unwritten.delete(key);
      return found === undefined ? null : { percent: found.percent, message: found.message };
    },
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
