import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../../contract/index.ts';
import { firstAnswer } from '../../threads/index.ts';
import { nextBackupFile } from './files.ts';
import type { BackupAnswer } from './protocol.ts';

/**
 * Makes a backup of the history in `source`, on a thread of its own: neither writers nor the event loop wait for it.
 * It is checked, and flushed, before it gets its name.
 * @returns its file
 * @throws EngineError `database-damaged` when the history cannot be read soundly, `disk-full`, `disk-failed`, or the
 *   reason of the signal
 */
export async function makeBackup(source: string, folder: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  mkdirSync(folder, { recursive: true });
  const target = nextBackupFile(folder, Date.now());
  // Without the flags of the engine's own start, which are not meant for threads.
  const worker = new Worker(new URL('./backupWorker.ts', import.meta.url), {
    execArgv: [],
    // SQLite does the work, outside the heap.
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 },
    workerData: { source, target },
  });
  try {
    const answer = (await firstAnswer(worker, signal)) as BackupAnswer;
    if (answer.kind === 'made') return target;
    if (answer.kind === 'damaged')
      throw new EngineError('database-damaged', undefined, { details: answer.details });
    if (answer.kind === 'full') throw full(folder, answer.details);
    throw failed(folder, answer.details);
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof EngineError ? cause : failed(folder, String(cause));
  } finally {
    void worker.terminate();
  }
}

const failed = (folder: string, details: string) =>
  new EngineError('disk-failed', `No backup of the history could be made in ${folder}.`, { details });
const full = (folder: string, details: string) =>
  new EngineError('disk-full', `There is no space left for a backup of the history in ${folder}.`, {
    details,
  });
