import { Worker } from 'node:worker_threads';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { FromSendThread, SendResult, SendRound, ToSendThread } from './protocol.ts';

/** A thread that has nothing to do is kept this long for the next round, in milliseconds. */
const idleMs = 15_000;

/** Threads that send: one for each round that is under way. */
export interface SendThreads {
  /**
   * Sends a round; `onResults` is called as results come.
   * @param signal hangs up at once
   * @throws EngineError with what ended it before everything was tried
   */
  round(round: SendRound, onResults: (results: SendResult[]) => void, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

interface Thread {
  worker: Worker;
  idle: NodeJS.Timeout | undefined;
  /** Why it ended unexpectedly. */
  failure: unknown;
}

export function createSendThreads(): SendThreads {
  const threads = new Set<Thread>();
  const free: Thread[] = [];

  function start(): Thread {
    // Without the flags of the engine's own start, which are not meant for threads.
    const worker = new Worker(new URL('./sendWorker.ts', import.meta.url), { execArgv: [] });
    const thread: Thread = { worker, idle: undefined, failure: null };
    threads.add(thread);
    worker.on('error', (cause) => {
      thread.failure = cause;
    });
    worker.once('exit', () => {
      threads.delete(thread);
      const index = free.indexOf(thread);
      if (index !== -1) free.splice(index, 1);
    });
    return thread;
  }
  function takeOne(): Thread {
    const thread = free.pop() ?? start();
    clearTimeout(thread.idle);
    return thread;
  }
  function giveBack(thread: Thread): void {
    if (!threads.has(thread)) return;
    free.push(thread);
    thread.idle = setTimeout(() => void thread.worker.terminate(), idleMs).unref();
  }

  return {
    async round(round, onResults, signal) {
      const thread = takeOne();
      try {
        await perform(thread, round, onResults, signal);
      } finally {
        giveBack(thread);
      }
    },
    async close() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function perform(
  thread: Thread,
  round: SendRound,
  onResults: (results: SendResult[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { worker } = thread;
  const send = (message: ToSendThread) => worker.postMessage(message);
  const stop = () => send({ type: 'stop' });
  /** Of ours. */
  let failure: EngineError | null = null;
  return new Promise<void>((resolve, reject) => {
    const settle = (problem: EngineError | null) => {
      const cause = failure ?? problem;
      worker.off('message', hear);
      worker.off('exit', gone);
      signal.removeEventListener('abort', stop);
      if (cause === null) resolve();
      else reject(cause);
    };
    const hear = (message: FromSendThread) => {
      if (message.type === 'ended') {
        settle(message.problem === null ? null : EngineError.fromReply(message.problem));
        return;
      }
      try {
        onResults(message.results);
      } catch (cause) {
        // What was sent and could not be noted is sent again.
        failure ??= toEngineError(cause);
        stop();
      }
    };
    const gone = () =>
      settle(
        new EngineError('internal', 'Sending ended unexpectedly.', { cause: thread.failure ?? 'it is gone' }),
      );
    worker.on('message', hear);
    worker.once('exit', gone);
    send({ type: 'round', round });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
