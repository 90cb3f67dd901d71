/** Entry of the worker threads that read files for imports. */
import { parentPort } from 'node:worker_threads';
import { toEngineError } from '../../../contract/index.ts';
import { createEngineLink } from './engineLink.ts';
import { examineFiles } from './examineFiles.ts';
import { examineZip } from './examineZip.ts';
import type { WorkOrder, WorkerMessage } from './protocol.ts';

parentPort?.on('message', (order: WorkOrder) => {
  void perform(order);
});

async function perform({ work, port, stop }: WorkOrder): Promise<void> {
  const flag = new Int32Array(stop);
  const signal = {
    get aborted() {
      return Atomics.load(flag, 0) !== 0;
    },
  };
  let last: WorkerMessage = { type: 'end' };
  try {
    const surroundings = { ...work, signal, engine: createEngineLink(port) };
    await (work.kind === 'zip' ? examineZip(surroundings) : examineFiles(surroundings));
  } catch (cause) {
    last = { type: 'failed', error: toEngineError(cause).toReply() };
  }
  port.postMessage(last);
  port.close();
}
