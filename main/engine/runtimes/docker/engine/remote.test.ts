import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { dockerObstacle, startPrivateDocker } from '../../../../../scripts/testDocker/index.ts';
import type { PrivateDocker } from '../../../../../scripts/testDocker/index.ts';
import { connectTo } from './testing/connectTo.ts';

const obstacle = await dockerObstacle();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const reason = obstacle ?? 'root on Linux, who can start one';

async function ownDocker(options: { megabytes?: number } = {}): Promise<PrivateDocker> {
  const own = await startPrivateDocker(options);
  onTestFinished(() => own.close());
  return own;
}

it.skipIf(process.platform === 'win32')('a log-in that fails is told in the words of ssh', async () => {
  fakeSsh(`process.stderr.write('ada@lab: Permission denied (publickey).'); process.exit(255);`);
  const { engine } = connectTo({ DOCKER_HOST: 'ssh://ada@lab' });
  expect((await engine.reconnect()).problem).toMatchObject({
    code: 'docker-unavailable',
    command: 'ssh ada@lab docker version',
    details: expect.stringContaining('Permission denied (publickey)'),
  });
});

describe.skipIf(obstacle !== null || !isRoot)(`a Docker on another machine; needs: ${reason}`, () => {
  it('is reached through the user’s ssh, with connections that are used again', async () => {
    const own = await ownDocker();
    // In place of a log-in: what `docker system dial-stdio` does on the other side.
    const calls = fakeSsh(`
const socket = require('net').connect(${JSON.stringify(own.socket)});
process.stdin.pipe(socket).pipe(process.stdout);
socket.on('error', () => process.exit(1));
`);
    const watched = connectTo({ DOCKER_HOST: 'ssh://ada@lab:2222' });
    await watched.engine.connected();
    expect(watched.engine.state()).toMatchObject({
      endpoint: { address: 'ssh://ada@lab:2222', isLocal: false },
      server: { version: expect.any(String) },
    });
    for (let count = 0; count < 5; count += 1) {
      expect(await watched.engine.use('list', (docker) => docker.listContainers())).toEqual([]);
    }
    expect(calls()[0]).toEqual(
      '-oBatchMode=yes -oConnectTimeout=15 -T -l ada -p 2222 -- lab docker system dial-stdio'.split(' '),
    );
    // One for the events, the others for all the rest.
    expect(calls().length).toBeLessThan(5);

    await own.stop();
    await watched.until(({ state }) => state === 'unavailable');
    expect(watched.engine.state().problem?.command).toBe('ssh -p 2222 ada@lab docker version');
  }, 120_000);

  it('is reached with TLS by one who has its certificates, and by nobody else', async () => {
    const own = await ownDocker();
    const certificates = makeCertificates();
    const read = (name: string) => readFileSync(path.join(certificates, name));
    const server = tls.createServer(
      {
        ca: read('ca.pem'),
        cert: read('cert.pem'),
        key: read('key.pem'),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (outer) => {
        const inner = net.connect(own.socket);
        for (const socket of [outer, inner]) socket.on('error', () => socket.destroy());
        outer.pipe(inner).pipe(outer);
      },
    );
    const open = new Set<net.Socket>();
    server.on('connection', (socket) => open.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of open) socket.destroy();
      server.close();
    });
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const address = { DOCKER_HOST: `tcp://localhost:${port}`, DOCKER_TLS_VERIFY: '1' };

    const { engine } = connectTo({ ...address, DOCKER_CERT_PATH: certificates });
    expect(await engine.reconnect()).toMatchObject({ state: 'connected' });
    expect(await engine.use('list', (docker) => docker.listContainers())).toEqual([]);

    const others = connectTo({ ...address, DOCKER_CERT_PATH: makeCertificates() });
    expect((await others.engine.reconnect()).problem).toMatchObject({
      code: 'docker-unavailable',
      advice: expect.stringContaining('certificates of DOCKER_HOST'),
    });
  }, 120_000);
});

/** A folder with an authority of its own, and one certificate for `localhost` that serves both sides. */
function makeCertificates(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'docker-certificates-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=ca');
  openssl('req', ...key, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=localhost');
  writeFileSync(path.join(folder, 'names'), 'subjectAltName=DNS:localhost\n');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'request.pem', ...signing, '-days', '2', '-out', 'cert.pem');
  return folder;
}

/** Puts a program in the place of `ssh`. @returns the arguments of each call of it */
function fakeSsh(program: string): () => string[][] {
  const bin = mkdtempSync(path.join(os.tmpdir(), 'fake-ssh-'));
  const calls = path.join(bin, 'calls');
  const note = `require('fs').appendFileSync(${JSON.stringify(calls)}, JSON.stringify(process.argv.slice(2)) + '\\n');`;
  writeFileSync(path.join(bin, 'package.json'), '{"type": "commonjs"}');
  writeFileSync(path.join(bin, 'ssh'), `#!${process.execPath}\n${note}\n${program}`, { mode: 0o755 });
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before}`;
  onTestFinished(() => {
    process.env['PATH'] = before;
    rmSync(bin, { recursive: true, force: true });
  });
  const schema = z.array(z.string());
  return () =>
    readFileSync(calls, 'utf8')
      .trim()
      .split('\n')
      .map((line) => schema.parse(JSON.parse(line)));
}
