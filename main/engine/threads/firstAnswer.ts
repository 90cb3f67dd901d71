import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

/**
 * Waits for the first message of a thread, and no longer than the thread is there. Nothing of it listens to the signal
 * afterwards, which may live much longer. The thread itself is left alone.
 * @throws what the thread failed by; an error when it ended without a word; the reason of the signal
 */
export async function firstAnswer(worker: Worker, signal: AbortSignal): Promise<unknown> {
  const waited = new AbortController();
  try {
    const ended = AbortSignal.any([signal, waited.signal]);
    const [message]: unknown[] = await Promise.race([
      once(worker, 'message', { signal: ended }),
      once(worker, 'exit', { signal: ended }).then(() => Promise.reject(new Error('Its thread ended.'))),
    ]);
    return message;
  } catch (cause) {
    signal.throwIfAborted();
    throw cause;
  } finally {
    waited.abort();
  }
}
