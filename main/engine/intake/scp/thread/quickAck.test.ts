import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import net from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linuxHelper } from '../../../context/index.ts';
import { loadQuickAck } from './quickAck.ts';

const { helper } = linuxHelper();

describe.skipIf(helper === null)('the helper for untuned senders', () => {
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
      helper?.quickAck(typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : -1),
    ).toBe(true);
    socket.destroy();
    await once(socket, 'close');
    expect(acknowledge).not.toThrow();
    expect(afterRead(socket)).not.toThrow();
  });

  it('refuses what is no socket', () => {
    const file = openSync('/dev/null', 'r');
    onTestFinished(() => closeSync(file));
    expect(helper?.quickAck(file)).toBe(false);
  });
});
