/** Entry of the thread of the HTTP door: sockets, files, hashing and headers, so that the engine never waits. */
import { parentPort } from 'node:worker_threads';
import { createEngineSide } from '../arriving/index.ts';
import { listenForHttp } from './httpServer.ts';
import type { HttpServer } from './httpServer.ts';
import type { FromHttpThread, ToHttpThread } from './protocol.ts';

let server: HttpServer | null = null;
let token = '';
let active = 0;
/** Opening and closing follow one another. */
let last: Promise<void> = Promise.resolve();
/** Servers that listen no more and still answer requests. */
const closing = new Set<Promise<void>>();

function tell(message: FromHttpThread): void {
  parentPort?.postMessage(message);
}
const { engine, hear } = createEngineSide(tell);

/** Listens no more; requests under way go on. */
function closeServer(): void {
  if (server === null) return;
  const closed = server.close().finally(() => closing.delete(closed));
  closing.add(closed);
  server = null;
}

async function open(order: Extract<ToHttpThread, { type: 'open' }>): Promise<void> {
  closeServer();
  token = order.token;
  try {
    server = await listenForHttp({
      options: order.options,
      token: () => token,
      stagingFolder: order.stagingFolder,
      engine,
      onActive(change) {
        active += change;
        tell({ type: 'active', count: active });
      },
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
      last = last.then(() => {
        closeServer();
        void Promise.all(closing).then(() => {
          // Unless it was opened again meanwhile.
          if (server === null) tell({ type: 'closed' });
        });
      });
      break;
    default:
      hear(message);
  }
});
