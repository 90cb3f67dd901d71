import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../../../contract/index.ts';
import type { Completeness } from '../completeness/index.ts';
import { crashPoint, shareFlush } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { insertRows } from './rows.ts';
import type { PlacedInstance } from './rows.ts';

/** How long another program may hold the history before instances are refused, and the pause between two tries, in ms. */
const [longestWait, waitStep] = [5000, 50];
/** Batches in one transaction; it stays short enough for other requests to the engine. */
const mostAtOnce = 256;

/** A batch whose files have their final names. */
export interface Commitment {
  fresh: readonly PlacedInstance[];
  /** Writes rows of who handed the batch in. */
  record: () => void;
  /** No arrival begins with it. */
  derived?: boolean;
  /** Wait until the rows are flushed. */
  flushed: boolean;
  /** Called when the rows are committed: a failure after that is one of flushing them. */
  committed: () => void;
}

interface Waiting extends Commitment {
  done: () => void;
  fail: (cause: unknown) => void;
}

/** Commits batches: together those that became ready at once, or while an earlier transaction was being flushed. */
export interface Commits {
  /**
   * Resolves when the rows are committed, and flushed where that was asked for.
   * @throws EngineError `database-failed`, `database-busy`, or what `record` throws
   */
  add(commitment: Commitment): Promise<void>;
}

export function createCommits(
  context: ApplicationContext,
  { completeness }: { completeness: Pick<Completeness, 'note'> },
): Commits {
  const { history, events } = context;
  const flushed = shareFlush(() => history.flush());
  let waiting: Waiting[] = [];
  let isCommitting = false;

  function write(batch: readonly Waiting[]): void {
    history.write(() => {
      const fresh = batch.flatMap((one) => (one.derived === true ? [] : one.fresh));
      const derived = batch.flatMap((one) => (one.derived === true ? one.fresh : []));
      const at = Date.now();
      if (fresh.length > 0) completeness.note(insertRows(history, fresh, at), at);
      if (derived.length > 0) insertRows(history, derived, at);
      if (fresh.length + derived.length > 0) {
        history.afterCommit(() => events.emit('studies.changed', { application: context.id }));
      }
      for (const one of batch) one.record();
    });
  }
  /** The same; another program that holds the history for a moment is waited for, without holding up anything else. */
  async function writePatiently(batch: readonly Waiting[]): Promise<void> {
    const begun = performance.now();
    for (;;) {
      try {
        return write(batch);
      } catch (cause) {
        const isBusy = cause instanceof EngineError && cause.code === 'database-busy';
        if (!isBusy || performance.now() - begun > longestWait) throw cause;
        await delay(waitStep);
      }
    }
  }
  /** Those of the batch that are committed. The fault of one is not the fault of the others. */
  async function writeAll(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    try {
      await writePatiently(batch);
      return batch;
    } catch (cause) {
      const [only, ...others] = batch;
      if (only === undefined) return [];
      if (cause instanceof EngineError && cause.code === 'database-busy') {
        // Nobody's fault, and the others would wait as long again.
        for (const one of batch) one.fail(cause);
        return [];
      }
      if (others.length === 0) {
        only.fail(cause);
        return [];
      }
      const alone: Waiting[] = [];
      for (const one of batch) alone.push(...(await writeAll([one])));
      return alone;
    }
  }
  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      const written = await writeAll(batch);
      crashPoint('rows-committed');
      for (const one of written) {
        one.committed();
        if (!one.flushed) one.done();
      }
      const wanted = written.filter((one) => one.flushed);
      if (wanted.length === 0) continue;
      await flushed().then(
        () => wanted.forEach((one) => one.done()),
        (cause: unknown) => wanted.forEach((one) => one.fail(cause)),
      );
    }
    isCommitting = false;
  }

  return {
    add(commitment) {
      return new Promise<void>((done, fail) => {
        waiting.push({ ...commitment, done, fail });
        if (isCommitting) return;
        isCommitting = true;
        // Those whose files were flushed together become ready in the same turn.
        setImmediate(() => void commitAll());
      });
    },
  };
}
