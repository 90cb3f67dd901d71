import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { loadQuickAck } from './quickAck.ts';

const binary = `${process.cwd()}/node_modules/.cache/dcm-processor/native/quickack.node`;

describe.skipIf(process.platform !== 'linux' || !existsSync(binary))('the helper for untuned senders', () => {
  const helper = z
    .object({ quickAck: z.custom<(fd: unknown) => boolean>((value) => typeof value === 'function') })
    .parse(createRequire(import.meta.url)(binary));

  it('is loaded, and takes sockets that are open, closed or none', async () => {
    const { problem, afterRead } = loadQuickAck();
    expect(problem).toBeNull();
    const server = net.createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const socket = net.connect(
      typeof address === 'object' && address !== null ? address.port : 0,
      '127.0.0.1',
    );
    await once(socket, 'connect');
    const acknowledge = afterRead(socket);
    expect(acknowledge).not.toThrow();
    const handle: unknown = Reflect.get(socket, '_handle');
    expect(
      helper.quickAck(typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : -1),
    ).toBe(true);
    socket.destroy();
    await once(socket, 'close');
    expect(acknowledge).not.toThrow();
    expect(afterRead(socket)).not.toThrow();
  });

  it('refuses what is no socket, and survives what is no number', () => {
    expect(helper.quickAck(openSync('/dev/null', 'r'))).toBe(false);
    for (const wrong of [-1, 1e9, Number.NaN, 'x', undefined, {}]) expect(helper.quickAck(wrong)).toBe(false);
  });
});
