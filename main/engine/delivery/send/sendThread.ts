import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../../contract/index.ts';
import type { FromSendThread, SendResult, SendRound, ToSendThread } from './protocol.ts';

/** A thread for one task of sending. */
export interface SendThread {
  /**
   * Sends a round; `onResults` is called as results come.
   * @throws EngineError with what ended it before everything was tried
   */
  round(round: SendRound, onResults: (results: SendResult[]) => void): Promise<void>;
  close(): Promise<void>;
}

/** @param signal hangs up at once */
export function startSendThread(signal: AbortSignal): SendThread {
  // Without the flags of the engine's own start, which are not meant for threads.
  const worker = new Worker(new URL('./sendWorker.ts', import.meta.url), { execArgv: [] });
  const send = (message: ToSendThread) => worker.postMessage(message);
  const stop = () => send({ type: 'stop' });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  let died: unknown = null;
  worker.on('error', (cause) => {
    died = cause;
  });

  return {
    round(round, onResults) {
      return new Promise((resolve, reject) => {
        const settle = (cause: EngineError | null) => {
          worker.off('message', hear);
          worker.off('exit', gone);
          if (cause === null) resolve();
          else reject(cause);
        };
        const hear = (message: FromSendThread) => {
          if (message.type === 'results') {
            onResults(message.results);
            return;
          }
          settle(message.problem === null ? null : EngineError.fromReply(message.problem));
        };
        const gone = () =>
          settle(new EngineError('internal', 'Sending ended unexpectedly.', { cause: died }));
        worker.on('message', hear);
        worker.once('exit', gone);
        send({ type: 'round', round });
      });
    },
    async close() {
      signal.removeEventListener('abort', stop);
      await worker.terminate();
    },
  };
}
