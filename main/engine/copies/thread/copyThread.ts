import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../../contract/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';
import { answerSchema } from './order.ts';
import type { CopyNotesTold, CopyOrder } from './order.ts';

/**
 * Copies on a thread of its own: the engine never waits for a disk.
 * @throws EngineError what the thread met; `cancelled`
 */
export async function copyInThread(
  order: CopyOrder,
  work: Pick<GeneralTaskWork, 'signal' | 'report'>,
): Promise<CopyNotesTold> {
  const { signal } = work;
  signal.throwIfAborted();
  // Without the flags of the engine's own start, which are not meant for threads.
  const worker = new Worker(new URL('./copyWorker.ts', import.meta.url), { execArgv: [], workerData: order });
  try {
    return await new Promise<CopyNotesTold>((resolve, reject) => {
      const stop = () => reject(new EngineError('cancelled'));
      signal.addEventListener('abort', stop, { once: true });
      worker.on('message', (message: unknown) => {
        const answer = answerSchema.parse(message);
        if (answer.kind === 'done') resolve(answer.notes);
        else if (answer.kind === 'failed') reject(EngineError.fromReply(answer.error));
        else work.report({ done: answer.done, total: answer.total, bytes: answer.bytes });
      });
      worker.once('error', (cause) => reject(new EngineError('internal', 'The copy broke off.', { cause })));
      worker.once('exit', () => {
        signal.removeEventListener('abort', stop);
        reject(new EngineError('internal', 'The copy broke off.'));
      });
    });
  } finally {
    // Files are closed then, and can be removed.
    await worker.terminate();
  }
}
