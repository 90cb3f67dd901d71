import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A folder that has not answered after this time is on a share that is away, in milliseconds. */
const patience = 2000;

/** Finds out whether the disk of a folder answers at all. */
export interface Answering {
  /** Whether it does, if only to say that the folder is not there. Known to be silent, it is not waited for. */
  ask(): Promise<boolean>;
}

/**
 * A share that is away keeps whoever looks into it waiting, often for good: nobody may look there in the thread of the
 * engine before this has said that it answers. There is one question at a time, as each takes a thread until its end.
 */
export function createAnswering(folder: string): Answering {
  let asked: Promise<true> | null = null;
  let isSilent = false;

  return {
    async ask() {
      asked ??= stat(folder)
        .then(
          () => true as const,
          () => true as const,
        )
        .finally(() => {
          asked = null;
          isSilent = false;
        });
      if (isSilent) return false;
      const stop = new AbortController();
      const late = pause(patience, false, { ref: false, signal: stop.signal }).catch(() => false);
      const answers = await Promise.race([asked, late]);
      stop.abort();
      isSilent = !answers;
      return answers;
    },
  };
}
