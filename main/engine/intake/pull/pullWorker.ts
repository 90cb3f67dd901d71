/** Entry of the thread that fetches: sockets, files, hashing and headers, so that the engine never waits for them. */
import { parentPort } from 'node:worker_threads';
import { toEngineError } from '../../../../contract/index.ts';
import { createEngineSide } from '../arriving/index.ts';
import { getStudy } from './getStudy.ts';
import type { Fetch, FromPullThread, ToPullThread } from './protocol.ts';
import { webStudy } from './webStudy.ts';

const stop = new AbortController();

function tell(message: FromPullThread): void {
  parentPort?.postMessage(message);
}
const { engine, hear } = createEngineSide(tell);

async function perform(fetch: Fetch): Promise<void> {
  try {
    const fetched =
      fetch.way === 'get'
        ? await getStudy(fetch, engine, stop.signal)
        : await webStudy(fetch, engine, stop.signal);
    tell({ type: 'fetched', ...fetched });
  } catch (cause) {
    tell({ type: 'failed', problem: toEngineError(cause).toReply() });
  }
}

parentPort?.on('message', (message: ToPullThread) => {
  if (message.type === 'fetch') void perform(message.fetch);
  else if (message.type === 'stop') stop.abort();
  else hear(message);
});
