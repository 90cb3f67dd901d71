import { Worker } from 'node:worker_threads';

/** An idle thread gives its memory back after this time. */
const idleMs = 15_000;

/** Two files to be compared. */
export interface CompareOrder {
  id: number;
  file: string;
  other: string;
}

/** What came of it; `problem`: why they could not be compared. */
export interface CompareAnswer {
  id: number;
  isSame: boolean;
  problem: string | null;
}

/** Compares files on a thread of its own, so that the engine never waits for a disk. */
export interface CompareThread {
  /**
   * Whether both hold the same elements, however these are written.
   * @throws Error when one cannot be read, or the thread dies
   */
  haveSameElements(file: string, other: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The thread starts with the first work and ends some time after the last. */
export function createCompareThread(): CompareThread {
  const waiting = new Map<number, (answer: CompareAnswer) => void>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    // Without the flags of the engine's own start, which are not meant for threads.
    const started = new Worker(new URL('./compareWorker.ts', import.meta.url), { execArgv: [] });
    let problem = 'the thread is gone';
    started.on('message', (answer: CompareAnswer) => waiting.get(answer.id)?.(answer));
    started.once('error', (cause) => {
      problem = String(cause);
    });
    started.once('exit', () => {
      if (worker === started) worker = null;
      for (const [id, tell] of waiting) tell({ id, isSame: false, problem });
    });
    return started;
  }
  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  return {
    async haveSameElements(file, other) {
      clearTimeout(idle);
      const thread = (worker ??= start());
      const id = (lastId += 1);
      try {
        const { isSame, problem } = await new Promise<CompareAnswer>((resolve) => {
          waiting.set(id, resolve);
          thread.postMessage({ id, file, other } satisfies CompareOrder);
        });
        if (problem !== null) throw new Error(problem);
        return isSame;
      } finally {
        waiting.delete(id);
        if (waiting.size === 0) idle = setTimeout(() => void end(), idleMs).unref();
      }
    },
    close: end,
  };
}
