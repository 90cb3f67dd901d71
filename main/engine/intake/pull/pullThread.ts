import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../../contract/index.ts';
import { answer } from '../arriving/index.ts';
import type { Taking, Verdict } from '../arriving/index.ts';
import type { Fetch, Fetched, FromPullThread, ToPullThread } from './protocol.ts';

/** A thread for one task of fetching. */
export interface PullThread {
  /**
   * Fetches one study or series.
   * @param onTaken called for each instance that came, with its size
   * @throws EngineError
   */
  fetch(fetch: Fetch, onTaken: (outcome: Verdict['outcome'], bytes: number) => void): Promise<Fetched>;
  close(): Promise<void>;
}

/** @param signal hangs up at once */
export function startPullThread(taking: Taking, signal: AbortSignal): PullThread {
  // Without the flags of the engine's own start, which are not meant for threads.
  const worker = new Worker(new URL('./pullWorker.ts', import.meta.url), { execArgv: [] });
  const send = (message: ToPullThread) => worker.postMessage(message);
  const stop = () => send({ type: 'stop' });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  let died: unknown = null;
  worker.on('error', (cause) => {
    died = cause;
  });

  return {
    fetch(fetch, onTaken) {
      return new Promise((resolve, reject) => {
        const settle = (action: () => void) => {
          worker.off('message', hear);
          worker.off('exit', gone);
          action();
        };
        const hear = (message: FromPullThread) => {
          if (message.type === 'fetched') {
            settle(() => resolve({ failed: message.failed, advice: message.advice }));
          } else if (message.type === 'failed') {
            settle(() => reject(EngineError.fromReply(message.problem)));
          } else {
            void answer(taking, 'pull', message, (told) => {
              if (told.type === 'answer' && told.verdict !== null)
                onTaken(told.verdict.outcome, told.verdict.outcome === 'new' ? sizeOf(message) : 0);
              send(told);
            });
          }
        };
        const gone = () =>
          settle(() => reject(new EngineError('internal', 'Fetching ended unexpectedly.', { cause: died })));
        worker.on('message', hear);
        worker.once('exit', gone);
        send({ type: 'fetch', fetch });
      });
    },
    async close() {
      signal.removeEventListener('abort', stop);
      await worker.terminate();
    },
  };
}

function sizeOf(message: FromPullThread): number {
  if (message.type !== 'question' || message.question.ask !== 'take') return 0;
  const { arrived } = message.question;
  return arrived.kind === 'instance' ? arrived.staged.size : 0;
}
