import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { chosenParameters, chosenSeries, overChosen } from '../history/index.ts';
import type { TaskWork } from '../tasks/index.ts';
import { activeRunsOf, runsOf } from './preview.ts';
import type { DeletionRooms, DeletionTask } from './types.ts';

/** Instances that go in one transaction; others are served between two. */
const perStep = 100;
/** Pause between two looks at runs that are to end, in milliseconds. */
const lookPause = 200;
/** Time in which what is left to do for ended runs is done, in milliseconds. */
const endPatience = 30_000;

const countRemaining = overChosen(`SELECT count(*) AS n FROM chosen
  CROSS JOIN instance ON instance.series_key = chosen.key WHERE instance.key <= :upTo`);

/** Deletes what a task is to delete; after a restart, what is left of it. */
export async function deleteChosen(
  context: ApplicationContext,
  rooms: DeletionRooms,
  work: TaskWork<DeletionTask>,
): Promise<void> {
  const { history } = context;
  const { request, signal } = work;
  const parameters = { ...chosenParameters(request.chosen), upTo: request.upTo };
  if (request.cancelRuns) await endRuns(context, rooms, work);
  // Before the archive forgets which runs were about it.
  if (request.inputCopies) await removeInputCopies(context, rooms, work);
  const progress = { ...work.progress };
  progress.total = progress.done + (history.get<{ n: number }>(countRemaining, parameters)?.n ?? 0);
  work.report(progress);
  for (const uids of steps(history, chosenSeries(history, request.chosen), request.upTo)) {
    signal.throwIfAborted();
    const { count, bytes, left } = await whileStill(context, signal, () =>
      rooms.archive.removeMany(uids, (emptied) => rooms.completeness.forgetSeries(emptied)),
    );
    progress.done += count;
    progress.bytes += bytes;
    progress.failed += left;
    work.keep(request, progress);
  }
  if (progress.failed > 0) {
    throw new EngineError(
      'disk-failed',
      `${progress.failed} files are not in the archive any more, and could not be removed from the disk.`,
      {
        advice: 'Check the permissions of the archive folder; it is tried again when the application starts.',
      },
    );
  }
}

/** Instances of series (row keys) up to a row key, in steps. Those of one step are gone before the next is asked for. */
function* steps(history: History, seriesKeys: readonly number[], upTo: number): Generator<string[]> {
  let step: string[] = [];
  for (const series of seriesKeys) {
    for (;;) {
      const found = history.all<{ uid: string }>(
        'SELECT SOPInstanceUID AS uid FROM instance WHERE series_key = ? AND key <= ? LIMIT ?',
        [series, upTo, perStep - step.length],
      );
      step.push(...found.map(({ uid }) => uid));
      if (step.length < perStep) break;
      yield step;
      step = [];
    }
  }
  if (step.length > 0) yield step;
}

/**
 * Removes the copies of images that runs have. What is left to do for runs that have just ended is waited for.
 * @throws EngineError `study-in-use` where a run keeps its copies; nothing leads to them once the archive forgot it
 */
async function removeInputCopies(
  context: ApplicationContext,
  { retention }: DeletionRooms,
  { request, signal }: TaskWork<DeletionTask>,
): Promise<void> {
  for (const { id, number } of runsOf(context.history, request.chosen)) {
    for (let until = Infinity; ;) {
      signal.throwIfAborted();
      const areGone = await whileStill(context, signal, () =>
        retention.removeInputs(id, 'The studies were deleted from the archive.'),
      );
      if (areGone) break;
      // A copy of the application that was waited for does not count.
      until = Math.min(until, performance.now() + endPatience);
      if (performance.now() > until) {
        throw new EngineError('study-in-use', `Run ${number} still needs its copies of the images.`, {
          advice: 'Delete again when it has ended, or without the copies of runs.',
        });
      }
      await delay(lookPause, undefined, { signal });
    }
  }
}

/** Cancels the runs and waits until they have ended. */
async function endRuns(
  context: ApplicationContext,
  { control }: DeletionRooms,
  { request, signal }: TaskWork<DeletionTask>,
): Promise<void> {
  for (;;) {
    const runs = activeRunsOf(context.history, request.chosen).map(({ id }) => id);
    if (runs.length === 0) return;
    await control.cancel({ choice: { runs: runs.slice(0, 1000) }, from: request.from, withCleanUp: true });
    await delay(lookPause, undefined, { signal });
  }
}

/** Waits for a copy of the application that needs its files, and keeps others from beginning one meanwhile. */
async function whileStill<Result>(
  { stillness }: ApplicationContext,
  signal: AbortSignal,
  action: () => Promise<Result>,
): Promise<Result> {
  if (stillness === undefined) return action();
  while (stillness.isHeld) {
    const released = new EventTarget();
    const end = stillness.onReleased(() => released.dispatchEvent(new Event('released')));
    await once(released, 'released', { signal }).finally(end);
  }
  return stillness.during(action);
}
