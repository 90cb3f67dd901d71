/** Entry of the thread that sends: files and sockets, so that the engine never waits for either. */
import { parentPort } from 'node:worker_threads';
import { toEngineError } from '../../../../contract/index.ts';
import type { FromSendThread, SendResult, ToSendThread } from './protocol.ts';
import { sendRound } from './sendRound.ts';

/** Results are told together, this often, in milliseconds. */
const tellEvery = 100;

/** Of the round that is under way; one follows another. */
let stop = new AbortController();

function tell(message: FromSendThread): void {
  parentPort?.postMessage(message);
}

async function perform(order: Extract<ToSendThread, { type: 'round' }>): Promise<void> {
  let results: SendResult[] = [];
  const tellResults = () => {
    if (results.length > 0) tell({ type: 'results', results });
    results = [];
  };
  const timer = setInterval(tellResults, tellEvery);
  stop = new AbortController();
  try {
    await sendRound(order.round, (result) => results.push(result), stop.signal);
    tellResults();
    tell({ type: 'ended', problem: null });
  } catch (cause) {
    tellResults();
    tell({ type: 'ended', problem: toEngineError(cause).toReply() });
  } finally {
    clearInterval(timer);
  }
}

parentPort?.on('message', (message: ToSendThread) => {
  if (message.type === 'stop') stop.abort();
  else void perform(message);
});
