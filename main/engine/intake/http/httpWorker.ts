/** Entry of the thread of the HTTP door: sockets, files, hashing and headers, so that the engine never waits. */
import { parentPort } from 'node:worker_threads';
import { createEngineSide } from '../arriving/index.ts';
import { listenForHttp } from './httpServer.ts';
import type { HttpServer } from './httpServer.ts';
import type { FromHttpThread, ToHttpThread } from './protocol.ts';

let server: HttpServer | null = null;
let token = '';
/** Opening and closing follow one another. */
let last: Promise<void> = Promise.resolve();

function tell(message: FromHttpThread): void {
  parentPort?.postMessage(message);
}
const { engine, hear } = createEngineSide(tell);

async function closeServer(): Promise<void> {
  const closing = server;
  server = null;
  await closing?.close();
}

async function open(order: Extract<ToHttpThread, { type: 'open' }>): Promise<void> {
  await closeServer();
  token = order.token;
  try {
    server = await listenForHttp({
      options: order.options,
      token: () => token,
      stagingFolder: order.stagingFolder,
      engine,
      onActive: (count) => tell({ type: 'active', count }),
    });
    tell({ type: 'opened' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    tell({ type: 'failed', code, details: String(cause) });
  }
}

parentPort?.on('message', (message: ToHttpThread) => {
  switch (message.type) {
    case 'open':
      last = last.then(() => open(message));
      break;
    case 'token':
      token = message.token;
      break;
    case 'close':
      last = last.then(closeServer).then(() => tell({ type: 'closed' }));
      break;
    default:
      hear(message);
  }
});
