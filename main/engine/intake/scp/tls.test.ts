import { execFile } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { recommendedCiphers } from './thread/tlsProfile.ts';
import { openTestScp } from './testing/index.ts';
import type { TestScp } from './testing/index.ts';

const run = promisify(execFile);
const environment = { ...process.env, TCP_NODELAY: '1' };

async function echo(test: TestScp, ...options: string[]): Promise<boolean> {
  try {
    await run('echoscu', [...options, '127.0.0.1', String(test.port)], { env: environment });
    return true;
  } catch {
    return false;
  }
}

/** A certificate and its key as files, made by itself. */
async function identity(
  folder: string,
  name: string,
  validDays: readonly [from: number, to: number] = [0, 365],
  keyType: 'rsa' | 'ec' = 'rsa',
): Promise<{ certificate: string; key: string }> {
  const [notBeforeDate, notAfterDate] = validDays.map((days) => new Date(Date.now() + days * 86_400_000));
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType,
    keySize: 2048,
    algorithm: 'sha256',
    ...(notBeforeDate === undefined ? {} : { notBeforeDate }),
    ...(notAfterDate === undefined ? {} : { notAfterDate }),
  });
  const certificate = path.join(folder, `${name}.pem`);
  const key = path.join(folder, `${name}.key`);
  writeFileSync(certificate, made.cert);
  writeFileSync(key, made.private);
  return { certificate, key };
}

/** Tries a handshake; resolves with the protocol version, or null when it was refused. */
const handshake = (port: number, options: tls.ConnectionOptions) =>
  shakeHands(port, options, (socket) => socket.getProtocol());

async function shakeHands(
  port: number,
  options: tls.ConnectionOptions,
  tell: (socket: tls.TLSSocket) => string | null,
): Promise<string | null> {
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  try {
    await once(socket, 'secureConnect');
    return tell(socket);
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

describe('TLS with the own certificate', () => {
  it('takes instances of dcmtk in each of its BCP 195 profiles', async () => {
    const test = await openTestScp({ tls: { mode: 'on' } });
    const certificate = path.join(test.root, 'tls', 'certificate.pem');
    const file = path.join(test.root, 'sent.dcm');
    writeFileSync(file, buildInstance({ SOPInstanceUID: '1.2.3.4', Rows: 256, Columns: 256 }));
    for (const profile of ['+py', '+px']) {
      expect(await echo(test, '+tla', profile, '+cf', certificate)).toBe(true);
    }
    await run('storescu', ['+tla', '+cf', certificate, '127.0.0.1', String(test.port), file], {
      env: environment,
    });
    expect(test.instances()).toEqual(['1.2.3.4']);
    expect(test.door.describe().address).toContain('with TLS');
  });

  it('keeps its key to its owner, and the same certificate when it is opened again', async () => {
    const test = await openTestScp({ tls: { mode: 'on' } });
    const certificate = path.join(test.root, 'tls', 'certificate.pem');
    const before = readFileSync(certificate, 'utf8');
    const rights = statSync(path.join(test.root, 'tls', 'key.pem')).mode & 0o777;
    // Windows tells no rights of others.
    expect(process.platform === 'win32' ? 0o600 : rights).toBe(0o600);
    await test.setScp({ enabled: false, tls: { mode: 'on' } });
    expect((await test.setScp({ tls: { mode: 'on' } })).state).toBe('open');
    expect(readFileSync(certificate, 'utf8')).toBe(before);
  });

  it('refuses old versions and weak ciphers, and TLS 1.2 where only 1.3 is wanted', async () => {
    const test = await openTestScp({ tls: { mode: 'on' } });
    const weak = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect(await handshake(test.port, weak)).toBeNull();
    expect(await handshake(test.port, { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' })).toBeNull();
    expect(await handshake(test.port, { maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
    const strict = await openTestScp({ tls: { mode: 'on', profile: 'tls-1.3' } });
    expect(await handshake(strict.port, { maxVersion: 'TLSv1.2' })).toBeNull();
    expect(await handshake(strict.port, {})).toBe('TLSv1.3');
  });

  it.for(['rsa', 'ec'] as const)('speaks each suite that it offers for a key of kind %s', async (keyType) => {
    const test = await openTestScp();
    const own = await identity(test.root, 'own', [0, 365], keyType);
    await test.setScp({
      port: test.port,
      tls: { mode: 'on', certificateFile: own.certificate, keyFile: own.key },
    });
    const others = keyType === 'rsa' ? '-ECDSA-' : '-RSA-';
    const offered = recommendedCiphers.split(':').filter((suite) => !suite.includes(others));
    expect(offered).toHaveLength(5);
    for (const suite of offered) {
      const version = suite.startsWith('TLS_') ? 'TLSv1.3' : 'TLSv1.2';
      const only = { ciphers: suite, minVersion: version, maxVersion: version } as const;
      expect(await shakeHands(test.port, only, (socket) => socket.getCipher().name)).toBe(suite);
    }
  });

  it('refuses a sender without TLS, and says so of it', async () => {
    const test = await openTestScp({ tls: { mode: 'on' } });
    expect(await echo(test, '-ta', '2', '-td', '2')).toBe(false);
    expect(test.summary('scp')?.senders[0]?.lastProblem?.message).toMatch(/No secure connection/);
  });

  it('gives up a connection that never shakes hands', async () => {
    const test = await openTestScp({ tls: { mode: 'on' }, timeouts: { acse: 1 } });
    const socket = net.connect(test.port, '127.0.0.1');
    await once(socket, 'close');
    expect(test.summary('scp')?.senders).toHaveLength(1);
  });
});

describe('certificates of clients', () => {
  it('are asked for and checked as the options say', async () => {
    const test = await openTestScp();
    const friend = await identity(test.root, 'friend');
    const stranger = await identity(test.root, 'stranger');
    const as = ({ certificate, key }: typeof friend) => ['+tls', key, certificate, '-ic'];
    const own = { mode: 'on', authorityFile: friend.certificate } as const;
    const reopen = async (clientCertificates: 'optional' | 'required') => {
      const state = await test.setScp({ port: test.port, tls: { ...own, clientCertificates } });
      expect(state.state).toBe('open');
    };
    await reopen('required');
    expect(await echo(test, ...as(friend))).toBe(true);
    expect(await echo(test, ...as(stranger))).toBe(false);
    expect(await echo(test, '+tla', '-ic')).toBe(false);
    await reopen('optional');
    expect(await echo(test, ...as(friend))).toBe(true);
    expect(await echo(test, ...as(stranger))).toBe(false);
    expect(await echo(test, '+tla', '-ic')).toBe(true);
  });
});

describe('a sender whose certificate does not let it in', () => {
  it.for([
    ['has expired', [-20, -1], '+tls', /has expired/],
    ['is not valid yet', [5, 20], '+tls', /not valid yet.*clocks/],
    ['is of another authority', null, '+tls', /another authority/],
    ['is missing', null, '+tla', /showed no certificate/],
  ] as const)('is shown with the reason where it %s', async ([, validDays, how, message]) => {
    const test = await openTestScp();
    const friend = await identity(test.root, 'friend', validDays ?? undefined);
    const shown = validDays === null ? await identity(test.root, 'stranger') : friend;
    const { state } = await test.setScp({
      port: test.port,
      tls: { mode: 'on', authorityFile: friend.certificate, clientCertificates: 'required' },
    });
    expect(state).toBe('open');
    const files = how === '+tls' ? [shown.key, shown.certificate] : [];
    expect(await echo(test, how, ...files, '-ic')).toBe(false);
    await expect
      .poll(() => test.summary('scp')?.senders, { timeout: 20_000 })
      .toMatchObject([
        {
          sender: expect.stringMatching(/127\.0\.0\.1/),
          lastProblem: { message: expect.stringMatching(message) },
        },
      ]);
  });
});

describe('a certificate that is given', () => {
  it('is told of when it has expired or soon does, and used when it is renewed in its place', async () => {
    const test = await openTestScp({}, { certificatePauseMs: 100 });
    const { port, root } = test;
    const { certificate, key } = await identity(root, 'one', [-20, -1]);
    const tls = { mode: 'on', certificateFile: certificate, keyFile: key } as const;
    expect(await test.setScp({ port, tls })).toMatchObject({
      state: 'open',
      problem: expect.stringMatching(/expired on \d{4}-\d\d-\d\d.*used by itself/),
    });
    const problem = () => test.summary('scp')?.problem;
    await identity(root, 'one', [-20, 5]);
    await expect.poll(problem, { timeout: 20_000 }).toMatch(/expires on/);
    await identity(root, 'one', [5, 90]);
    await expect.poll(problem, { timeout: 20_000 }).toMatch(/valid only from.*clock/);
    const { problem: quickAckProblem } = await test.setScp({ port, tls: { mode: 'off' } });
    expect(await test.setScp({ port, tls })).toMatchObject({ problem: expect.stringMatching(/valid only/) });
    await identity(root, 'one');
    await expect.poll(problem, { timeout: 20_000 }).toBe(quickAckProblem);
    await expect.poll(() => echo(test, '+tla', '+cf', certificate), { timeout: 20_000 }).toBe(true);
  });

  it('is used, and is refused with a sentence when it does not fit', async () => {
    const test = await openTestScp();
    const one = await identity(test.root, 'one');
    const other = await identity(test.root, 'other');
    const files = { mode: 'on', certificateFile: one.certificate, keyFile: one.key } as const;
    const { port } = test;
    expect((await test.setScp({ port, tls: files })).state).toBe('open');
    expect(await echo(test, '+tla', '+cf', one.certificate)).toBe(true);
    for (const [changes, problem] of [
      [{ keyFile: other.key }, /do not fit/],
      [{ keyFile: null }, /needs its private key/],
      [{ certificateFile: path.join(test.root, 'missing.pem') }, /missing\.pem cannot be read/],
      [{ clientCertificates: 'required' as const }, /authority has to be named/],
    ] as const) {
      const state = await test.setScp({ port, tls: { ...files, ...changes } });
      expect(state).toMatchObject({ state: 'failed', problem: expect.stringMatching(problem) });
    }
    expect((await test.setScp({ port, tls: files })).state).toBe('open');
  });
});
