/** Entry of the worker threads that read files for imports. */
import { parentPort } from 'node:worker_threads';
import { toEngineError } from '../../../../contract/index.ts';
import { createEngineLink } from './engineLink.ts';
import { examineDicomDir } from './examineDicomDir.ts';
import { examineFiles } from './examineFiles.ts';
import { examineTar } from './examineTar.ts';
import { examineZip } from './examineZip.ts';
import type { WorkOrder, WorkerMessage } from './protocol.ts';

const examine = { files: examineFiles, zip: examineZip, tar: examineTar, dicomdir: examineDicomDir };

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
    await examine[work.kind](surroundings);
  } catch (cause) {
    last = { type: 'failed', error: toEngineError(cause).toReply() };
  }
  port.postMessage(last);
  port.close();
}
