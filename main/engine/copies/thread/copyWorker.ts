/** Entry of the thread that makes one copy of an application. */
import { parentPort, workerData } from 'node:worker_threads';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import { cloneFiles } from './cloneFiles.ts';
import { orderSchema } from './order.ts';
import type { CopyAnswer, CopyNotesTold, CopyOrder } from './order.ts';
import { packFiles } from './packFiles.ts';
import type { CopyProgress } from './progress.ts';
import { unpackFiles } from './unpackFiles.ts';

/** Progress is told at most this often, in milliseconds. */
const tellEvery = 200;

let toldAt = 0;
const tell = (answer: CopyAnswer) => parentPort?.postMessage(answer);
const progress: CopyProgress = (now) => {
  if (performance.now() - toldAt < tellEvery && now.done !== now.total) return;
  toldAt = performance.now();
  tell({ kind: 'progress', ...now });
};

function work(order: CopyOrder): Promise<CopyNotesTold> {
  if (order.kind === 'pack') return packFiles(order, progress);
  if (order.kind === 'unpack') return unpackFiles(order, progress);
  return cloneFiles(order, progress);
}

/** What the disk says, for a person. */
function asFailure(cause: unknown, order: CopyOrder): EngineError {
  if (cause instanceof EngineError || !(cause instanceof Error && 'code' in cause))
    return toEngineError(cause);
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') {
    return new EngineError('disk-full', `There is too little space left for ${order.target}.`, {
      cause,
      advice: 'Free some space, or choose a place on another disk. What was begun is removed.',
    });
  }
  return new EngineError('disk-failed', `A file could not be copied to ${order.target}.`, { cause });
}

const order = orderSchema.parse(workerData);
work(order).then(
  (notes) => tell({ kind: 'done', notes }),
  (cause: unknown) => tell({ kind: 'failed', error: asFailure(cause, order).toReply() }),
);
