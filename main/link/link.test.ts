import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../contract/index.ts';
import { readEndpoint } from '../platform/index.ts';
import { channelToRunningEngine, linkToEngine, startEngineProcess } from './index.ts';
import type { EngineLink } from './index.ts';

let home: string;
const links: EngineLink[] = [];
const processes: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'link-'));
});
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.close().catch(() => undefined)));
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function link(): Promise<EngineLink> {
  const made = await linkToEngine(home);
  links.push(made);
  return made;
}
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('reaching the engine of a data home', () => {
  it('starts one where none runs and ends it with the call, leaving no socket and no endpoint', async () => {
    const one = await link();
    const status = await one.client.request('engine.status', {});
    expect(status.home).toBe(home);
    expect(one.startedHere).toBe(true);
    await one.close();
    expect(isAlive(status.pid)).toBe(false);
    expect(readEndpoint(home)).toBeNull();
  });

  it('uses the engine that runs, which lives on until the last one has hung up', async () => {
    const first = await link();
    const { pid } = await first.client.request('engine.status', {});
    const second = await link();
    expect(second.startedHere).toBe(false);
    expect((await second.client.request('engine.status', {})).pid).toBe(pid);
    const firstClosed = first.close();
    expect((await second.client.request('engine.status', {})).pid).toBe(pid);
    await second.close();
    await firstClosed;
    expect(isAlive(pid)).toBe(false);
  });

  it('gives two calls at the same moment one engine', async () => {
    const both = await Promise.all([link(), link()]);
    const pids = await Promise.all(both.map(({ client }) => client.request('engine.status', {})));
    expect(pids[0]?.pid).toBe(pids[1]?.pid);
  });

  it('keeps a second engine away from the same data home', async () => {
    processes.push(await startEngineProcess(home, 'serve'));
    await expect(startEngineProcess(home, 'serve')).rejects.toMatchObject({ code: 'engine-busy' });
  });

  it('tells open requests that the engine died, and reaches the next one over what it left behind', async () => {
    const engine = await startEngineProcess(home, 'serve');
    const one = await link();
    engine.kill('SIGKILL');
    await one.client.closed;
    await expect(one.client.request('engine.status', {})).rejects.toMatchObject({ code: 'connection-lost' });
    const next = await link();
    expect((await next.client.request('engine.status', {})).pid).not.toBe(engine.pid);
  });

  it('ends an engine that serves with the process that started it, even when that is killed', async () => {
    const starter = fork(new URL('./fixtures/startAndWait.ts', import.meta.url), [home]);
    processes.push(starter);
    const [{ pid }] = (await once(starter, 'message')) as [{ pid: number }];
    const channel = await channelToRunningEngine(home);
    if (channel === null) throw new Error('The engine cannot be reached.');
    const client = createClient(channel);
    starter.kill('SIGKILL');
    await client.closed;
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it('stops on request, after answering', async () => {
    const engine = await startEngineProcess(home, 'serve');
    const ended = once(engine, 'exit');
    const one = await link();
    await one.client.request('engine.stop', {});
    expect((await ended)[0]).toBe(0);
  });
});

describe('the local socket', () => {
  it('hangs up on whoever does not know the token, and serves others meanwhile', async () => {
    const one = await link();
    const endpoint = readEndpoint(home);
    if (endpoint === null) throw new Error('There is no endpoint file.');
    expect(statSync(path.join(home, 'engine.json')).mode & 0o077).toBe(0);
    expect(statSync(path.dirname(endpoint.address)).mode & 0o077).toBe(0);
    for (const words of [
      '{"kind":"hello","protocol":1,"token":"guess"}\n',
      '{"kind":"request","id":1,"route":"engine.status","input":{}}\n',
      'GET / HTTP/1.1\r\n\r\n',
    ]) {
      const socket = net.connect(endpoint.address);
      const heard: Buffer[] = [];
      socket.on('data', (chunk) => heard.push(chunk));
      socket.write(words);
      await once(socket, 'close');
      expect(Buffer.concat(heard).toString()).toBe('');
    }
    expect((await one.client.request('engine.status', {})).home).toBe(home);
  });
});

describe('an engine that cannot start', () => {
  it('says why: a data home that cannot be made', async () => {
    writeFileSync(path.join(home, 'file'), '');
    await expect(linkToEngine(path.join(home, 'file', 'home'))).rejects.toMatchObject({
      code: 'folder-not-usable',
    });
  });

  it('says why: a list of applications that cannot be read', async () => {
    writeFileSync(path.join(home, 'applications.json'), '{oops');
    await expect(linkToEngine(home)).rejects.toMatchObject({ code: 'application-damaged' });
  });
});
