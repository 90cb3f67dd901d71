import { MessageChannel, Worker } from 'node:worker_threads';
import os from 'node:os';
import { EngineError } from '../../../../contract/index.ts';
import type { KnownInstance, StampedFile } from '../../archive/index.ts';
import type { EngineAnswer, FileResult, ImportWork, WorkOrder, WorkerMessage } from './protocol.ts';

/** What a piece of work wants from the engine while it is done. */
export interface WorkListener {
  lookUp(uids: string[]): Map<string, KnownInstance>;
  lookUpFiles(files: StampedFile[]): Map<string, KnownInstance>;
  /** The work goes on when this resolves; when it rejects, the work fails. */
  deliver(results: FileResult[]): Promise<void>;
  counted(files: number): void;
  /** Whether the disk guard leaves room for so many bytes. */
  hasRoom(bytes: number): Promise<boolean>;
  /** Resolves when it does, or the work is to be stopped; when it rejects, the work fails. */
  untilRoom(bytes: number): Promise<void>;
}

/** Threads that read files, so that the engine itself never waits for a disk. */
export interface WorkerPool {
  /** Pieces of work that keep all threads busy. */
  readonly places: number;
  /** Does a piece of work; rejects with its failure, or `cancelled` soon after the signal. */
  run(work: ImportWork, listener: WorkListener, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** More threads than this wait for the disk, not for the processor. */
const mostThreads = 4;
/** Idle threads give their memory back after this time. */
const idleMs = 15_000;

interface Thread {
  worker: Worker;
  active: number;
  /** Why it ended unexpectedly. */
  failure: unknown;
}

/** A pool whose threads start when there is work and end some time after it. */
export function createWorkerPool(): WorkerPool {
  const limit = Math.min(os.availableParallelism(), mostThreads);
  const threads = new Set<Thread>();
  let idle: NodeJS.Timeout | undefined;

  function startThread(): Thread {
    // Without the flags of the engine's own start, which are not meant for threads.
    const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { execArgv: [] });
    const thread: Thread = { worker, active: 0, failure: null };
    threads.add(thread);
    // A thread that died takes no more work; who waits for it hears of it by its port.
    worker.once('exit', () => threads.delete(thread));
    worker.once('error', (cause) => {
      thread.failure = cause;
      threads.delete(thread);
    });
    return thread;
  }
  function pickThread(): Thread {
    const [leastBusy] = [...threads].sort((one, other) => one.active - other.active);
    if (leastBusy !== undefined && (leastBusy.active === 0 || threads.size >= limit)) return leastBusy;
    return startThread();
  }
  async function endThreads(): Promise<void> {
    const ending = [...threads];
    threads.clear();
    await Promise.all(ending.map((thread) => thread.worker.terminate()));
  }

  return {
    places: limit * 2,
    async run(work, listener, signal) {
      clearTimeout(idle);
      const thread = pickThread();
      thread.active += 1;
      try {
        await perform(thread, work, listener, signal);
      } finally {
        thread.active -= 1;
        if ([...threads].every((other) => other.active === 0)) {
          clearTimeout(idle);
          idle = setTimeout(() => void endThreads(), idleMs).unref();
        }
      }
    },
    async close() {
      clearTimeout(idle);
      await endThreads();
    },
  };
}

function perform(
  thread: Thread,
  work: ImportWork,
  listener: WorkListener,
  signal: AbortSignal,
): Promise<void> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const raiseStop = () => void Atomics.store(new Int32Array(stop), 0, 1);
  const { port1: port, port2: theirs } = new MessageChannel();

  const done = new Promise<void>((resolve, reject) => {
    async function answer(message: WorkerMessage): Promise<void> {
      const reply: EngineAnswer = { known: new Map(), hasRoom: true };
      switch (message.type) {
        case 'look-up':
          reply.known = listener.lookUp(message.uids);
          break;
        case 'look-up-files':
          reply.known = listener.lookUpFiles(message.files);
          break;
        case 'deliver':
          await listener.deliver(message.results);
          break;
        case 'counted':
          listener.counted(message.files);
          break;
        case 'room':
          if (message.waits) await listener.untilRoom(message.bytes);
          else reply.hasRoom = await listener.hasRoom(message.bytes);
          break;
        case 'end':
          resolve();
          return;
        case 'failed':
          reject(EngineError.fromReply(message.error));
          return;
      }
      port.postMessage(reply);
    }
    port.on('message', (message: WorkerMessage) => {
      answer(message).catch((cause: unknown) => {
        reject(cause);
        // The worker waits for an answer; it gets one, and sees the flag.
        raiseStop();
        port.postMessage({ known: new Map(), hasRoom: true } satisfies EngineAnswer);
      });
    });
    port.once('close', () => {
      reject(
        new EngineError('internal', 'Reading the files ended unexpectedly.', {
          cause: thread.failure ?? 'the thread is gone',
        }),
      );
    });
  });
  if (signal.aborted) raiseStop();
  signal.addEventListener('abort', raiseStop, { once: true });
  const order: WorkOrder = { work, port: theirs, stop };
  thread.worker.postMessage(order, [theirs]);
  return done.finally(() => {
    signal.removeEventListener('abort', raiseStop);
    port.close();
  });
}
