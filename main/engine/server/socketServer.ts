import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import net from 'node:net';
import { clientFrameSchema, protocolVersion } from '../../../contract/index.ts';
import { lineSplitter, makeOwnerOnlyFolder, socketAddress } from '../../platform/index.ts';
import type { Logger } from '../context/index.ts';
import type { ClientChannel, Connection } from './connection.ts';

/** Longest frame a client may send, in bytes. */
const longestFrame = 64 * 1024 * 1024;
/** Time a client has to show the token, in milliseconds. */
const helloTimeout = 5000;

/** The local door of the engine. */
export interface SocketServer {
  address: string;
  /** Clients that showed the token. */
  readonly clients: number;
  close(): Promise<void>;
}

/**
 * Listens on the local socket of a data home. A client must show the token first; whoever cannot read the
 * owner-only endpoint file is hung up on without an answer.
 * @param options.serve called for each client that showed the token
 */
export async function listenOnSocket(options: {
  home: string;
  token: string;
  serve: (channel: ClientChannel) => Connection;
  onClientsChanged: () => void;
  log: Logger;
}): Promise<SocketServer> {
  const { address, folder } = socketAddress(options.home);
  if (folder !== null) {
    makeOwnerOnlyFolder(folder);
    // Left by an engine that was killed; the lock of the data home says that none lives.
    rmSync(address, { force: true });
  }
  const sockets = new Set<net.Socket>();
  const known = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      if (known.delete(socket)) options.onClientsChanged();
    });
    socket.on('error', (error) => options.log.debug({ cause: String(error) }, 'a client connection failed'));
    serveSocket(socket, options.token, (channel) => {
      known.add(socket);
      options.onClientsChanged();
      return options.serve(channel);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  return {
    address,
    get clients() {
      return known.size;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function serveSocket(socket: net.Socket, token: string, serve: (channel: ClientChannel) => Connection): void {
  let connection: Connection | null = null;
  const timer = setTimeout(() => socket.destroy(), helloTimeout);

  const split = lineSplitter(longestFrame, (line) => {
    let frame: unknown;
    try {
      frame = JSON.parse(line);
    } catch {
      socket.destroy();
      return;
    }
    if (connection !== null) return connection.receive(frame);
    const hello = clientFrameSchema.safeParse(frame);
    if (
      !hello.success ||
      hello.data.kind !== 'hello' ||
      hello.data.protocol !== protocolVersion ||
      !sameToken(hello.data.token, token)
    ) {
      socket.destroy();
      return;
    }
    clearTimeout(timer);
    connection = serve({
      send: (message) => socket.write(`${JSON.stringify(message)}\n`),
      close: () => socket.destroy(),
    });
  });
  socket.on('data', (chunk) => {
    if (!split(chunk)) socket.destroy();
  });
  socket.on('close', () => {
    clearTimeout(timer);
    connection?.closed();
  });
}

function sameToken(shown: string, expected: string): boolean {
  const one = Buffer.from(shown);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
