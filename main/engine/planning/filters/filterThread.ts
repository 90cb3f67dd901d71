import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../../contract/index.ts';
import type { FilterOptions } from '../../../../contract/index.ts';
import { tagsOf } from '../../dicom/index.ts';
import type { SeriesVerdict } from './judgeSeries.ts';
import type { FilterAnswer, FilterOrder } from './protocol.ts';

/** An idle thread gives its memory back after this time. */
const idleMs = 15_000;

/** Reads and judges instances on a thread of its own, so that the engine never waits for a disk. */
export interface FilterThread {
  /**
   * Judges the files of each series.
   * @throws EngineError `internal` when the thread dies; the reason of the signal when it is aborted
   */
  judge(series: string[][], filters: FilterOptions, signal: AbortSignal): Promise<SeriesVerdict[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: FilterAnswer): void;
  reject(cause: unknown): void;
}

/** The thread starts with the first work and ends some time after the last. */
export function createFilterThread(): FilterThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    // Without the flags of the engine's own start, which are not meant for threads.
    const started = new Worker(new URL('./filterWorker.ts', import.meta.url), { execArgv: [] });
    let failure: unknown = 'the thread is gone';
    started.on('message', (answer: FilterAnswer) => waiting.get(answer.id)?.resolve(answer));
    started.once('error', (cause) => (failure = cause));
    started.once('exit', () => {
      if (worker === started) worker = null;
      const error = new EngineError('internal', 'The filters could not be asked.', { cause: failure });
      for (const { reject } of waiting.values()) reject(error);
    });
    return started;
  }
  async function end(): Promise<void> {
    clearTimeout(idle);
    await worker?.terminate();
  }

  return {
    async judge(series, filters, signal) {
      const numbers = await tagsOf(filters.requiredTags);
      signal.throwIfAborted();
      clearTimeout(idle);
      const thread = (worker ??= start());
      const order: FilterOrder = {
        id: (lastId += 1),
        series,
        filters,
        required: filters.requiredTags.map((name, index) => [name, numbers[index] ?? null]),
        stop: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
      };
      const stop = () => {
        Atomics.store(new Int32Array(order.stop), 0, 1);
        waiting.get(order.id)?.reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
      try {
        const { verdicts } = await new Promise<FilterAnswer>((resolve, reject) => {
          waiting.set(order.id, { resolve, reject });
          thread.postMessage(order);
        });
        return verdicts ?? [];
      } finally {
        waiting.delete(order.id);
        signal.removeEventListener('abort', stop);
        if (waiting.size === 0) idle = setTimeout(() => void end(), idleMs).unref();
      }
    },
    close: end,
  };
}
