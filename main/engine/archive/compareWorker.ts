/** Entry of the worker thread that compares instances which are written differently. */
import { parentPort } from 'node:worker_threads';
import { haveSameElements } from '../dicom/index.ts';
import type { CompareAnswer, CompareOrder } from './compareThread.ts';

let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (order: CompareOrder) => {
  last = last.then(() => answer(order));
});

async function answer({ id, file, other }: CompareOrder): Promise<void> {
  const found: CompareAnswer = { id, isSame: false, problem: null };
  try {
    found.isSame = await haveSameElements(file, other);
  } catch (cause) {
    found.problem = String(cause);
  }
  parentPort?.postMessage(found);
}
