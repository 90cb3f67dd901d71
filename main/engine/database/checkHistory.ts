import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../contract/index.ts';
import { firstAnswer } from '../threads/index.ts';
import type { CheckAnswer } from './checkWorker.ts';

/**
 * Reads the whole history in `file` while it is in use, on a thread of its own (SQLite's `quick_check`).
 * @returns what is wrong with it, or null
 * @throws EngineError `database-failed` where it cannot be told; the reason of the signal, though the thread goes on then
 * until SQLite has read the file
 */
export async function checkHistory(file: string, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./checkWorker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 },
    workerData: { file },
  });
  try {
    const answer = (await firstAnswer(worker, signal)) as CheckAnswer;
    if ('damage' in answer) return answer.damage;
    throw failed(answer.failure);
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof EngineError ? cause : failed(String(cause));
  } finally {
    void worker.terminate();
  }
}

const failed = (details: string) =>
  new EngineError('database-failed', 'The history cannot be checked.', { details });
