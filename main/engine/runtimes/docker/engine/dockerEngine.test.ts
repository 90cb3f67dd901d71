import { accessSync, chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dockerObstacle, startPrivateDocker, tinyImage } from '../../../../../scripts/testDocker/index.ts';
import type { PrivateDocker } from '../../../../../scripts/testDocker/index.ts';
import { connectTo } from './testing/connectTo.ts';

const obstacle = await dockerObstacle();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const reason = obstacle ?? 'root on Linux, who can start one';

/** A machine on which Docker is started by these commands. */
function machineWith(commands: string): { PATH: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'docker-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['systemctl', 'service'])
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${commands}\n`, { mode: 0o755 });
  return { PATH: `${folder}:${process.env['PATH']}` };
}

async function ownDocker(options: { megabytes?: number } = {}): Promise<PrivateDocker> {
  const own = await startPrivateDocker(options);
  onTestFinished(() => own.close());
  return own;
}

describe('without any Docker', () => {
  it('nothing is looked for until somebody needs it', () => {
    const { engine } = connectTo({ DOCKER_HOST: 'unix:///nowhere.sock' });
    expect(engine.state()).toMatchObject({ state: 'idle', problem: null });
  });

  it('who needs it is told what is wrong and what to do, and nobody waits for ever', async () => {
    const { engine } = connectTo({ DOCKER_HOST: 'unix:///nowhere.sock' });
    await expect(engine.use('list', (docker) => docker.listContainers())).rejects.toMatchObject({
      code: 'docker-unavailable',
      message: 'Docker does not answer at unix:///nowhere.sock (DOCKER_HOST).',
      advice: expect.stringContaining('In a terminal:'),
    });
    expect(engine.state()).toMatchObject({ state: 'unavailable', nextTryAt: expect.any(Number) });
  });

  it('an address that is none is said to be so', async () => {
    const { engine } = connectTo({ DOCKER_HOST: 'ftp://server' });
    expect(await engine.reconnect()).toMatchObject({
      state: 'unavailable',
      problem: { code: 'docker-endpoint-invalid', message: expect.stringContaining('ftp://server') },
    });
  });

  it('variables of Docker’s command line that lead nowhere do not keep a place from being tried', async () => {
    process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1';
    process.env['DOCKER_CERT_PATH'] = '/nowhere';
    onTestFinished(() => {
      delete process.env['DOCKER_HOST'];
      delete process.env['DOCKER_CERT_PATH'];
    });
    const { engine } = connectTo({ DOCKER_HOST: 'tcp://127.0.0.1:1', DOCKER_CERT_PATH: '/nowhere' });
    const { problem } = await engine.reconnect();
    expect(problem?.details).toContain('ECONNREFUSED');
    expect(process.env['DOCKER_CERT_PATH']).toBe('/nowhere');
  });

  it('something else that answers is not taken for Docker', async () => {
    const server = http.createServer((_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { engine } = connectTo({ DOCKER_HOST: `tcp://127.0.0.1:${port}` });
    expect(await engine.reconnect()).toMatchObject({
      state: 'unavailable',
      problem: { code: 'docker-unavailable', message: 'What answers is not Docker.' },
    });
  });
});

describe.skipIf(!isRoot)('started by the engine', () => {
  it('where the program that does it fails, what that said is told', async () => {
    const env = machineWith("echo 'dockerd: no space for its socket' >&2; exit 3");
    const { engine } = connectTo({ DOCKER_HOST: 'unix:///nowhere.sock', ...env });
    expect(await engine.reconnect()).toMatchObject({ state: 'unavailable', canStart: true });
    await expect(engine.start(new AbortController().signal)).rejects.toMatchObject({
      code: 'docker-unavailable',
      message: 'Docker could not be started.',
      details: expect.stringContaining('no space for its socket'),
    });
  });

  it('where it does not come, that is said when the time is over, and a cancel ends it at once', async () => {
    const env = machineWith('exit 0');
    const { engine } = connectTo({ DOCKER_HOST: 'unix:///nowhere.sock', ...env }, 300);
    await expect(engine.start(new AbortController().signal)).rejects.toMatchObject({
      message: 'Docker was started, and does not answer yet.',
    });
    const asking = new AbortController();
    const started = engine.start(asking.signal);
    asking.abort();
    await expect(started).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('by one program however many ask, which goes on where nobody waits for it any longer', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'launched-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const runs = path.join(folder, 'runs');
    const env = machineWith(`echo run >> '${runs}'; sleep 3; echo done >> '${runs}'`);
    const { engine } = connectTo({ DOCKER_HOST: 'unix:///nowhere.sock', ...env }, 1500);
    await engine.reconnect();
    const { signal } = new AbortController();
    const still = {
      status: 'rejected',
      reason: { message: 'Docker was started, and does not answer yet.' },
    };
    const asked = await Promise.allSettled([engine.start(signal), engine.start(signal)]);
    expect(asked).toMatchObject([still, still]);
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
    // Who asks again joins it.
    expect(await Promise.allSettled([engine.start(signal)])).toMatchObject([still]);
    await expect.poll(() => readFileSync(runs, 'utf8'), { timeout: 10_000 }).toBe('run\ndone\n');
  });

  it('a Docker elsewhere is not, and what is wrong is told', async () => {
    const { engine } = connectTo({ DOCKER_HOST: 'ftp://server' });
    expect(await engine.reconnect()).toMatchObject({ canStart: false });
    await expect(engine.start(new AbortController().signal)).rejects.toMatchObject({
      code: 'docker-endpoint-invalid',
    });
  });
});

describe.skipIf(obstacle !== null || !isRoot)(`with a Docker of its own; needs: ${reason}`, () => {
  it('one that is stopped and started again is found again by itself', async () => {
    const own = await ownDocker();
    const watched = connectTo({ DOCKER_HOST: own.address });
    await watched.engine.connected();
    expect(watched.engine.state()).toMatchObject({
      state: 'connected',
      endpoint: { address: own.address, origin: 'DOCKER_HOST', isLocal: true },
      server: { kind: 'docker', rootFolder: own.rootFolder },
    });
    let losses = 0;
    watched.engine.onLost(() => (losses += 1));

    await own.stop();
    const away = await watched.until(({ state }) => state === 'unavailable');
    expect(away.problem).toMatchObject({ code: 'docker-unavailable', command: expect.any(String) });
    // What it was stays known while it is away.
    expect(away.server?.version).toBeTypeOf('string');

    await own.start();
    await watched.until(({ state }) => state === 'connected');
    expect(watched.engine.state().problem).toBeNull();
    expect([losses, watched.connects()]).toEqual([1, 2]);
  }, 120_000);

  it('one that is away is started, and answers when that is done', async () => {
    const own = await ownDocker();
    const wish = path.join(path.dirname(own.socket), 'start-wished');
    const { engine } = connectTo({ DOCKER_HOST: own.address, ...machineWith(`touch '${wish}'`) });
    await own.stop();
    const starting = engine.start(new AbortController().signal);
    // In place of the machine's own service.
    await vi.waitFor(() => accessSync(wish), { timeout: 30_000, interval: 50 });
    await own.start();
    expect(await starting).toMatchObject({ state: 'connected', canStart: false, problem: null });
  }, 120_000);

  it('one that was killed is lost at once, and a request that was open fails and does not hang', async () => {
    const own = await ownDocker();
    const watched = connectTo({ DOCKER_HOST: own.address });
    await watched.engine.connected();
    const image = await tinyImage(own.client);
    const made = await own.client.createContainer({
      Image: image,
      Cmd: ['sleep', '99'],
      HostConfig: { Init: true },
    });
    await made.start();
    const open = watched.engine.use('wait', (docker) => docker.getContainer(made.id).wait());
    await Promise.all([
      expect(open).rejects.toMatchObject({ code: 'docker-unavailable' }),
      own.stop('SIGKILL'),
    ]);
    await watched.until(({ state }) => state === 'unavailable');
  }, 120_000);

  it('one that hangs is noticed although its connections stay open, and used again when it goes on', async () => {
    const own = await ownDocker();
    const watched = connectTo({ DOCKER_HOST: own.address }, 1000);
    await watched.engine.connected();
    own.freeze();
    const away = await watched.until(({ state }) => state === 'unavailable');
    expect(away.problem).toMatchObject({
      code: 'docker-unavailable',
      message: expect.stringContaining('takes connections but has not answered'),
    });
    own.resume();
    await watched.until(({ state }) => state === 'connected');
  }, 120_000);

  it('a user who may not use the socket gets the command for exactly its group', async () => {
    const own = await ownDocker();
    chmodSync(path.dirname(own.socket), 0o755);
    const groups = process.getgroups?.() ?? [];
    const { engine } = connectTo({ DOCKER_HOST: own.address });
    process.setgroups?.([65_534]);
    process.setegid?.(65_534);
    process.seteuid?.(65_534);
    try {
      await engine.reconnect();
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
      process.setgroups?.(groups);
    }
    expect(engine.state()).toMatchObject({
      state: 'unavailable',
      problem: {
        code: 'docker-permission',
        message: `The user "nobody" may not use Docker at ${own.address} (DOCKER_HOST).`,
        // Debian's package makes this group.
        command: 'sudo usermod -aG docker nobody',
      },
    });
    expect(await engine.reconnect()).toMatchObject({ state: 'connected', problem: null });
  }, 120_000);

  it('a full disk of Docker is told of, and is over when there is space again', async () => {
    const own = await ownDocker({ megabytes: 200 });
    const watched = connectTo({ DOCKER_HOST: own.address });
    const image = await tinyImage(own.client);
    await watched.engine.connected();
    const ballast = path.join(own.rootFolder, 'ballast');
    fill(own.rootFolder, ballast);
    const making = watched.engine.use('make the container filled', (docker) =>
      docker.createContainer({ Image: image, Cmd: ['true'], name: 'filled' }),
    );
    await expect(making).rejects.toMatchObject({
      code: 'docker-disk-full',
      message: 'Docker could not make the container filled: its disk is full.',
    });
    expect(watched.engine.state()).toMatchObject({
      state: 'connected',
      problem: { code: 'docker-disk-full', message: expect.stringContaining(own.rootFolder) },
    });
    const before = watched.connects();
    rmSync(ballast);
    await watched.until(({ problem }) => problem === null);
    // Whoever brings containers to what they should be tries again.
    expect(watched.connects()).toBe(before + 1);
  }, 120_000);

  it('a disk that is full already is told of at the connect', async () => {
    const own = await ownDocker({ megabytes: 200 });
    fill(own.rootFolder, path.join(own.rootFolder, 'ballast'));
    const { engine } = connectTo({ DOCKER_HOST: own.address });
    await engine.connected();
    expect(engine.state().problem?.code).toBe('docker-disk-full');
  }, 120_000);
});

function fill(disk: string, ballast: string): void {
  for (;;) {
    const { bavail, bsize } = statfsSync(disk);
    if (bavail === 0) return;
    try {
      writeFileSync(ballast, Buffer.alloc(bavail * bsize), { flag: 'a' });
    } catch {
      // Docker itself was faster.
      return;
    }
  }
}
