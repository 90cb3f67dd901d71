import { EngineError } from '../../../contract/index.ts';

/**
 * Keeps files where they are while an application is copied: what its history names at one moment must still be there
 * when its file is read, which can be an hour later. New files may come any time.
 */
export interface Stillness {
  /** Nothing may be taken away now. */
  readonly isHeld: boolean;
  /** Resolves when nothing is being taken away any more, and nothing will be until the answer is called. */
  hold(): Promise<() => void>;
  /** Takes something away. @throws EngineError `application-busy` while it is held */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Called each time that it is held no longer. */
  onReleased(listener: () => void): () => void;
}

export function createStillness(): Stillness {
  const listeners = new Set<() => void>();
  const atWork = new Set<Promise<unknown>>();
  let holds = 0;

  return {
    get isHeld() {
      return holds > 0;
    },
    async hold() {
      holds += 1;
      let isOver = false;
      function release(): void {
        if (isOver) return;
        isOver = true;
        holds -= 1;
        if (holds === 0) for (const listener of listeners) listener();
      }
      await Promise.allSettled(atWork);
      return release;
    },
    async during(work) {
      if (holds > 0) {
        throw new EngineError(
          'application-busy',
          'The application is being copied, and keeps its files meanwhile.',
          {
            advice: 'Try again when the backup or clone is done.',
          },
        );
      }
      const done = work();
      atWork.add(done);
      try {
        return await done;
      } finally {
        atWork.delete(done);
      }
    },
    onReleased(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
