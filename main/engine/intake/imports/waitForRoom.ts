import { setTimeout as delay } from 'node:timers/promises';
import { toEngineError, withAdvice } from '../../../../contract/index.ts';
import type { TaskWork } from '../../tasks/index.ts';
import type { DoorIntake } from '../doors/index.ts';

/** Pause between two looks whether there is space again, in milliseconds. */
const pauseMs = 500;

/**
 * Makes an import wait visibly while the disk guard lets nothing be taken, or leaves no room for something large.
 * @returns resolves when there is room for so many bytes, or when the import ends
 */
export function createRoomWait(
  doors: Pick<DoorIntake, 'assertRoom'>,
  task: Pick<TaskWork<string[]>, 'waits'>,
  signal: AbortSignal,
): (bytes: number) => Promise<void> {
  let waiting = 0;

  function whyNot(bytes: number): Promise<string | null> {
    return doors.assertRoom(bytes).then(
      () => null,
      (cause: unknown) => withAdvice(toEngineError(cause)),
    );
  }
  return async (bytes) => {
    let why = await whyNot(bytes);
    if (why === null || signal.aborted) return;
    waiting += 1;
    // Told once: the amount that is free changes, and that is no news.
    if (waiting === 1) task.waits(why);
    while (why !== null && !signal.aborted) {
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) why = await whyNot(bytes);
    }
    waiting -= 1;
    if (waiting === 0 && !signal.aborted) task.waits(null);
  };
}
