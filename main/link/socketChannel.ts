import net from 'node:net';
import { engineFrameSchema, protocolVersion } from '../../contract/index.ts';
import type { ClientFrame, EngineFrame, FrameChannel } from '../../contract/index.ts';
import { lineSplitter } from '../platform/index.ts';
import type { Endpoint } from '../platform/index.ts';

/** Longest frame taken from the engine, in bytes; only a broken peer sends more. */
const longestFrame = 256 * 1024 * 1024;

/**
 * Opens the local socket of an engine and shows the token. Resolves with the channel once the engine has welcomed us.
 * @throws Error when nothing listens there, or the engine does not accept us
 */
export function openSocketChannel(endpoint: Endpoint): Promise<FrameChannel> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(endpoint.address);
    let welcomed = false;
    let handlers: { frame(frame: EngineFrame): void; closed(): void } | null = null;
    // Frames that come between the welcome and the moment somebody listens.
    const early: EngineFrame[] = [];
    let ended = false;

    const channel: FrameChannel = {
      send: (frame: ClientFrame) => {
        if (!ended) socket.write(`${JSON.stringify(frame)}\n`);
      },
      listen(given) {
        handlers = given;
        for (const frame of early.splice(0)) given.frame(frame);
        if (ended) given.closed();
      },
      close: () => socket.destroy(),
    };
    const split = lineSplitter(longestFrame, (line) => {
      const parsed = engineFrameSchema.safeParse(parseJson(line));
      if (!parsed.success) {
        socket.destroy(new Error('The engine sent something that is no frame.'));
        return;
      }
      // The schema leaves event names and payloads open; the engine is trusted with their types.
      const frame = parsed.data as EngineFrame;
      if (!welcomed) {
        welcomed = true;
        resolve(channel);
      } else if (handlers === null) early.push(frame);
      else handlers.frame(frame);
    });

    socket.on('connect', () =>
      channel.send({ kind: 'hello', protocol: protocolVersion, token: endpoint.token }),
    );
    socket.on('data', (chunk) => {
      if (!split(chunk)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      ended = true;
      if (!welcomed) reject(new Error('The engine closed the connection; it may be of another version.'));
      handlers?.closed();
    });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
