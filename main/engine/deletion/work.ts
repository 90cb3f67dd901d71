import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { chosenParameters, overChosen } from '../history/index.ts';
import type { TaskWork } from '../tasks/index.ts';
import { activeRunsOf, endedRunsOf } from './preview.ts';
import type { DeletionRooms, DeletionTask } from './types.ts';

/** Instances that go in one transaction; others are served between two. */
const perStep = 100;
/** Pause between two looks at runs that are being cancelled, in milliseconds. */
const lookPause = 200;

const remaining = overChosen(`SELECT instance.SOPInstanceUID AS uid FROM chosen
  CROSS JOIN series ON series.key = chosen.key AND series.instance_count > 0
  CROSS JOIN instance ON instance.series_key = series.key WHERE instance.key <= :upTo LIMIT :limit`);
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
  if (request.inputCopies) {
    for (const run of endedRunsOf(history, request.chosen)) {
      signal.throwIfAborted();
      await whileStill(context, signal, () =>
        rooms.retention.removeInputs(run, 'The studies were deleted from the archive.'),
      );
    }
  }
  const progress = { ...work.progress };
  progress.total = progress.done + (history.get<{ n: number }>(countRemaining, parameters)?.n ?? 0);
  for (;;) {
    signal.throwIfAborted();
    const uids = history
      .all<{ uid: string }>(remaining, { ...parameters, limit: perStep })
      .map(({ uid }) => uid);
    if (uids.length === 0) break;
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
