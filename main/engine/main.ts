import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EngineError, toEngineError } from '../../contract/index.ts';
import type { EngineFrame } from '../../contract/index.ts';
import { dataHome, makeFolders, productVersion, removeEndpoint, writeEndpoint } from '../platform/index.ts';
import { startEngine } from './engine.ts';
import { openEngineLog } from './engineLog.ts';
import { createHandlers, listenOnSocket, serveClient } from './server/index.ts';
import type { ClientChannel, Connection } from './server/index.ts';
import { createShellCipher } from './shellCipher.ts';

/** A message port of Electron as the utility process gets it; the engine itself knows nothing of Electron. */
interface MessagePortLike {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: EngineFrame): void;
  start(): void;
  close(): void;
}
interface ParentPortLike {
  on(event: 'message', listener: (message: { data: unknown; ports: MessagePortLike[] }) => void): void;
  postMessage(message: unknown): void;
}

/** Time that an orderly end may take before the process ends anyway, in milliseconds. */
const longestEnd = 15_000;

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    parent: { type: 'string' },
    // The session starts the program.
    'at-login': { type: 'boolean', default: false },
  },
});
const home = path.resolve(values.home ?? dataHome());
const parentPort = (process as unknown as { parentPort?: ParentPortLike }).parentPort;

// Set by the command line of an installed program, whose Node is its own Electron. It brought this process here; a job
// that starts an Electron program of its own must not inherit it.
delete process.env['ELECTRON_RUN_AS_NODE'];

/** Tells whoever started this process; Electron and plain Node have a channel each. */
function tellParent(message: unknown): void {
  if (parentPort) parentPort.postMessage(message);
  else if (process.connected) process.send?.(message);
}

async function run(): Promise<void> {
  makeHome();
  const { log, file } = openEngineLog(home);
  let ending = false;

  const cipher = parentPort ? createShellCipher(parentPort) : null;
  const atLogin = values['at-login'];
  const engine = startEngine({ home, log, logFile: file, cipher, atLogin, onStop: () => void end(0) });
  const handlers = createHandlers(engine);
  const serve = (channel: ClientChannel): Connection =>
    serveClient({ channel, handlers, events: engine.events, version: productVersion, log });
  const token = randomBytes(24).toString('base64url');
  const socket = await listenOnSocket({ home, token, serve, log, onClientsChanged: endWhenAlone });
  writeEndpoint(home, { address: socket.address, token, pid: process.pid });
  log.info({ home, pid: process.pid, version: productVersion }, 'the engine serves');

  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code === 0 ? 1 : code), longestEnd).unref();
    // Replies that are under way (of `engine.stop`, say) go out first.
    await new Promise((resolve) => setImmediate(resolve));
    removeEndpoint(home);
    await socket.close();
    await engine.close();
    log.info({}, 'the engine has ended');
    process.exit(code);
  }

  // Who started the engine for one call needs it no longer, but others may have joined meanwhile.
  let parentLives = true;
  function endWhenAlone(): void {
    if (values.parent === 'call' && !parentLives && socket.clients === 0) void end(0);
  }
  process.on('disconnect', () => {
    parentLives = false;
    if (values.parent === 'serve') void end(0);
    endWhenAlone();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  const crash = (cause: unknown) => {
    log.error({ cause: cause instanceof Error ? cause.stack : String(cause) }, 'the engine failed');
    process.exit(70);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  parentPort?.on('message', ({ data, ports }) => {
    if (data === 'stop') void end(0);
    for (const port of ports) servePort(port, serve);
  });
  tellParent({ kind: 'ready' });
}

function makeHome(): void {
  try {
    makeFolders(home, 0o700);
  } catch (cause) {
    throw new EngineError('folder-not-usable', `The data home ${home} cannot be made.`, { cause });
  }
}

function servePort(port: MessagePortLike, serve: (channel: ClientChannel) => Connection): void {
  const connection = serve({ send: (frame) => port.postMessage(frame), close: () => port.close() });
  port.on('message', (message) => connection.receive(message.data));
  port.on('close', () => connection.closed());
  port.start();
}

run().catch((cause: unknown) => {
  const error = toEngineError(cause).toReply();
  tellParent({ kind: 'failed', error });
  process.stderr.write(`${error.message}\n${error.details ?? ''}\n`);
  // Leaves the message time to go out.
  setTimeout(() => process.exit(1), 50);
});
