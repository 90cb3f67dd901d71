import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../contract/index.ts';
import type { CheckAnswer } from './checkWorker.ts';

/**
 * Reads the whole history in `file` while it is in use, on a thread of its own (SQLite's `quick_check`).
 * @returns what is wrong with it, or null
 * @throws EngineError `database-failed` where it cannot be told, or the reason of the signal
 */
export async function checkHistory(file: string, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./checkWorker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 },
    workerData: { file },
  });
  try {
    const [answer] = (await once(worker, 'message', { signal })) as [CheckAnswer];
    if ('damage' in answer) return answer.damage;
    throw new EngineError('database-failed', 'The history cannot be checked.', { details: answer.failure });
  } finally {
    void worker.terminate();
  }
}
