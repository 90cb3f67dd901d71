import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import { createSecrets } from '../secrets/index.ts';
import { createNetwork } from './index.ts';
import { isListed } from './noProxy.ts';
import { certificateFor } from './testing/certificate.ts';
import { startRecordingProxy } from './testing/recordingProxy.ts';

const run = promisify(execFile);
const { signal } = new AbortController();
let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'network-'));
  return () => rmSync(home, { recursive: true, force: true });
});

function open(environment: Record<string, string> = {}) {
  return createNetwork({ home, secrets: createSecrets({ home, cipher: null }), environment });
}
async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
async function startProxy(hosts: Record<string, number>, password?: string) {
  const proxy = await startRecordingProxy(hosts, password);
  onTestFinished(() => proxy.close());
  return proxy;
}
const webServer = () => listen(createWebServer((request, answer) => answer.end(`you asked ${request.url}`)));

describe('network settings', () => {
  it('keep passwords out of their file and of every answer, and hand them to what needs them', async () => {
    const network = open();
    const reply = await network.set({
      httpProxy: 'http://ada:p%40ss-word@proxy.example:3128',
      pipIndexUrl: 'https://bot:index-token@pypi.example/simple/',
      trustedHosts: ['pypi.example'],
    });
    expect(reply.settings.httpProxy).toBe('http://ada@proxy.example:3128');
    expect(reply.passwords).toEqual(['httpProxy', 'pipIndexUrl']);
    expect(`${JSON.stringify(reply)}${readFileSync(path.join(home, 'network.json'), 'utf8')}`).not.toMatch(
      /p%40ss|p@ss|index-token/,
    );
    expect(await open().pipVariables()).toMatchObject({
      http_proxy: 'http://ada:p%40ss-word@proxy.example:3128',
      PIP_INDEX_URL: 'https://bot:index-token@pypi.example/simple/',
      PIP_TRUSTED_HOST: 'pypi.example',
    });
    // What goes into an image stays there for everybody to read.
    expect((await network.containerVariables())['PIP_INDEX_URL']).toBe('https://pypi.example/simple/');
    // git has no use for the one of the package index.
    expect((await network.forGit([])).secrets).toEqual(['p@ss-word']);
  });

  it('keep a password when the address comes back as it was shown, and drop it with another address', async () => {
    const network = open();
    await network.set({ httpProxy: 'http://ada:pass-word@proxy.example:3128' });
    await network.set({ httpProxy: 'http://ada@proxy.example:3128', noProxy: '.local, 10.0.0.0/8' });
    expect((await network.pipVariables())['HTTP_PROXY']).toContain('pass-word');
    expect((await network.get()).settings.noProxy).toBe('.local,10.0.0.0/8');
    await network.set({ httpProxy: 'http://ada@evil.example:3128' });
    expect((await network.pipVariables())['HTTP_PROXY']).toBe('http://ada@evil.example:3128');
    await network.set({ httpProxy: null });
    expect(await network.get()).toMatchObject({ passwords: [], settings: { httpProxy: null } });
  });

  it('hold before variables of the environment, which are told without their password', async () => {
    const network = open({ https_proxy: 'http://bob:secret-word@other:1', NO_PROXY: 'x' });
    expect((await network.get()).environment).toEqual([
      { name: 'https_proxy', value: 'http://bob@other:1' },
      { name: 'NO_PROXY', value: 'x' },
    ]);
    await network.set({ httpsProxy: 'proxy:3128' });
    expect(await network.pipVariables()).toMatchObject({
      HTTPS_PROXY: 'http://proxy:3128',
      https_proxy: 'http://proxy:3128',
      no_proxy: 'x,localhost,127.0.0.1,::1',
    });
  });

  it.each([
    { httpProxy: 'http://proxy:1\nEVIL=1' },
    { httpProxy: 'socks5://proxy:1' },
    { httpProxy: 'http://' },
    { httpProxy: 'http://proxy/path' },
    { noProxy: 'a\nb' },
    { trustedHosts: ['--index-url=http://evil'] },
    { trustedHosts: ['a b'] },
    { pipIndexUrl: 'file:///etc' },
    { pipIndexUrl: 'https://x/ --extra' },
    { caFile: '/does/not/exist.pem' },
  ])('refuse %j and change nothing', async (changes) => {
    const network = open();
    await expect(network.set(changes)).rejects.toMatchObject({ code: 'validation-failed' });
    expect((await open().get()).settings).toEqual((await network.get()).settings);
  });

  it('of the environment without a scheme tell no password, and are gone through', async () => {
    const proxy = await startProxy({ 'files.example': await webServer() }, 'right-word');
    const network = open({
      HTTP_PROXY: `ada:right-word@127.0.0.1:${proxy.port}`,
      https_proxy: 'socks5://bob:right-word@h:1',
      ftp_proxy: 'ada:right-word@h h',
    });
    expect(JSON.stringify(await network.get())).not.toContain('right-word');
    const { status } = await network.ask('http://files.example/', { signal });
    expect(status).toBe(200);
    // A proxy of a kind that is not known here is one clear error.
    await expect(network.ask('https://files.example/', { signal })).rejects.toMatchObject({
      code: 'source-unreachable',
    });
  });

  it('need of the secrets only those that are used', async () => {
    const cipher = {
      name: async () => 'a key store',
      encrypt: async (text: string) => Buffer.from(text).toString('base64'),
      decrypt: async (text: string) => Buffer.from(text, 'base64').toString(),
    };
    const withWindow = createNetwork({ home, secrets: createSecrets({ home, cipher }), environment: {} });
    await withWindow.set({ pipIndexUrl: 'https://bot:index-token@pypi.example/simple/' });
    expect(await withWindow.pipVariables()).toMatchObject({
      PIP_INDEX_URL: expect.stringContaining('index-token'),
    });
    // As `serve` starts: no window, no key store.
    const network = open();
    await expect(network.pipVariables()).rejects.toMatchObject({ code: 'secret-unreadable' });
    expect((await network.forGit([])).secrets).toEqual([]);
    expect(await network.containerVariables()).toEqual({ PIP_INDEX_URL: 'https://pypi.example/simple/' });
    const port = await webServer();
    expect((await network.ask(`http://127.0.0.1:${port}/`, { signal })).status).toBe(200);
  });

  it('that are damaged keep no engine from starting, and say what is to be done', async () => {
    writeFileSync(path.join(home, 'network.json'), '{"version": 1, "sett');
    const network = open();
    for (const act of [() => network.get(), () => network.forGit([]), () => network.set({ noProxy: 'x' })])
      await expect(act()).rejects.toMatchObject({
        code: 'disk-failed',
        advice: expect.stringContaining('Remove the file'),
      });
    rmSync(path.join(home, 'network.json'));
    expect((await network.set({ noProxy: 'x' })).settings.noProxy).toBe('x');
  });

  it('are changed by two at once, and not at all where a secret cannot be kept', async () => {
    const network = open();
    await Promise.all([
      network.set({ httpProxy: 'http://ada:one-word@proxy:1' }),
      network.set({ noProxy: 'x' }),
      network.set({ pipIndexUrl: 'https://bot:two-word@pypi/simple' }),
    ]);
    expect((await open().get()).settings).toMatchObject({
      httpProxy: 'http://ada@proxy:1',
      noProxy: 'x',
      pipIndexUrl: 'https://bot@pypi/simple',
    });
    const secrets = createSecrets({ home, cipher: null });
    const failing = { ...secrets, set: () => Promise.reject(new EngineError('secret-unreadable')) };
    const other = createNetwork({ home, secrets: failing, environment: {} });
    await expect(other.set({ httpProxy: 'http://eve:word@evil:1' })).rejects.toMatchObject({
      code: 'secret-unreadable',
    });
    expect((await open().pipVariables())['HTTP_PROXY']).toBe('http://ada:one-word@proxy:1');
  });

  it('refuse a file of certificates by a path that depends on where the engine was started', async () => {
    writeFileSync(path.join(home, 'ca.pem'), '');
    await expect(
      open().set({ caFile: path.relative(process.cwd(), path.join(home, 'ca.pem')) }),
    ).rejects.toThrow(/must be a full path/);
  });

  it('refuse a file of certificates that holds none', async () => {
    const caFile = path.join(home, 'ca.pem');
    writeFileSync(caFile, 'hello');
    await expect(open().set({ caFile })).rejects.toThrow(/no certificate/);
  });
});

describe('asking', () => {
  it('goes through the proxy that is set, with its password, and past it for listed hosts', async () => {
    const port = await webServer();
    const proxy = await startProxy({ 'files.example': port }, 'right-word');
    const network = open();
    await network.set({ httpProxy: `http://ada:right-word@127.0.0.1:${proxy.port}` });
    const answer = await network.ask('http://files.example/a?b', { signal });
    expect([answer.status, await text(answer.body)]).toEqual([200, 'you asked /a?b']);
    expect(proxy.asked).toEqual(['GET http://files.example/a?b']);
    expect(proxy.shown).toEqual(['ada:right-word']);
    const direct = await network.ask(`http://127.0.0.1:${port}/near`, { signal });
    expect(await text(direct.body)).toBe('you asked /near');
    expect(proxy.asked).toHaveLength(1);
  });

  it('tunnels to https through the proxy, checks certificates, and trusts what it is told to', async () => {
    const { key, cert } = await certificateFor('files.example');
    const port = await listen(createSecureServer({ key, cert }, (_, answer) => answer.end('secure')));
    const proxy = await startProxy({ 'files.example': port });
    const network = open();
    await network.set({ httpsProxy: `127.0.0.1:${proxy.port}` });
    const asked = () => network.ask('https://files.example/x', { signal }).then(({ body }) => text(body));
    await expect(asked()).rejects.toMatchObject({ code: 'source-unreachable' });
    await network.set({ trustedHosts: ['files.example'] });
    expect(await asked()).toBe('secure');
    const caFile = path.join(home, 'ca.pem');
    writeFileSync(caFile, cert);
    await network.set({ trustedHosts: [], caFile });
    expect(await asked()).toBe('secure');
    // Its own fault, not one of the server.
    rmSync(caFile);
    await expect(asked()).rejects.toMatchObject({ code: 'validation-failed' });
    expect(proxy.asked.every((one) => one === 'CONNECT files.example:443')).toBe(true);
  });

  it('of a check tells by which proxy and whether it was reached', async () => {
    const proxy = await startProxy({ 'files.example': await webServer() }, 'right-word');
    const network = open();
    await network.set({ httpProxy: `http://ada:wrong-word@127.0.0.1:${proxy.port}` });
    const through = `http://127.0.0.1:${proxy.port}`;
    for (const url of ['http://files.example/', 'https://files.example/']) {
      await network.set({ httpsProxy: `http://ada:wrong-word@127.0.0.1:${proxy.port}` });
      expect(await network.check(url, signal)).toMatchObject({
        reached: false,
        proxy: through,
        problem: expect.stringContaining('wants a user name and password'),
      });
      const failure: unknown = await network.ask(url, { signal }).catch((cause: unknown) => cause);
      expect(failure).toMatchObject({
        code: 'source-refused',
        advice: expect.stringContaining('set proxy'),
      });
      expect(JSON.stringify(failure)).not.toContain('wrong-word');
    }
    await network.set({ httpProxy: `http://ada:right-word@127.0.0.1:${proxy.port}` });
    expect(await network.check('http://files.example/', signal)).toMatchObject({
      reached: true,
      status: 200,
    });
    expect(await network.check('http://127.0.0.1:1/', signal)).toMatchObject({ reached: false, proxy: null });
    await expect(network.check('file:///etc/passwd', signal)).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });

  it('tells nothing of the password when the proxy cannot be reached', async () => {
    const network = open();
    await network.set({ httpProxy: 'http://ada:very-secret@127.0.0.1:1' });
    const failure: unknown = await network
      .ask('http://files.example/', { signal })
      .catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: 'source-unreachable' });
    expect(JSON.stringify(failure)).not.toContain('very-secret');
  });
});

describe('programs that are started', () => {
  it('pip asks the proxy for packages', async () => {
    const port = await listen(createWebServer((_, answer) => answer.writeHead(404).end()));
    const proxy = await startProxy({ 'pypi.example': port });
    const network = open();
    await network.set({
      httpProxy: `127.0.0.1:${proxy.port}`,
      pipIndexUrl: 'http://pypi.example/simple/',
      trustedHosts: ['pypi.example'],
    });
    await run(
      'python3',
      ['-m', 'pip', 'download', '--retries', '0', '--no-deps', '-d', home, 'no-such-package'],
      {
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: home,
          PYENV_ROOT: process.env['PYENV_ROOT'] ?? '',
          ...(await network.pipVariables()),
        },
      },
    ).catch(() => undefined);
    expect(proxy.asked).toContain('GET http://pypi.example/simple/no-such-package/');
  }, 60_000);
});

describe('hosts without a proxy', () => {
  it.each([
    ['a.hospital.example', 443, '.hospital.example', true],
    ['hospital.example', 443, '*.hospital.example', true],
    ['nothospital.example', 443, 'hospital.example', false],
    ['10.1.2.3', 80, '10.0.0.0/8', true],
    ['11.1.2.3', 80, '10.0.0.0/8', false],
    ['x', 8080, 'x:80', false],
    ['x', 80, 'X:80', true],
    ['[::1]', 80, '::1', true],
    ['anything', 1, '*', true],
    ['10.1.2.3', 80, '10.0.0.0/99', false],
    ['a', 1, '', false],
  ])('%s:%i and "%s": %s', (host, port, list, expected) => {
    expect(isListed(list, host, port)).toBe(expected);
  });
});
