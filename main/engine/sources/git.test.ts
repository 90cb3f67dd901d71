import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import { startRecordingProxy } from '../network/testing/recordingProxy.ts';
import { checkRef, readGitAddress } from './gitAddress.ts';
import { openSources } from './testing/bench.ts';
import { commit, git, makeRepository, serveRepositories } from './testing/gitServer.ts';

const service = {
  'registry/settings.json': '[]',
  'registry/__init__.py': '',
  'module/__init__.py': 'def worker(**_): pass\n',
};

/** What git would be given; null where it is refused, as it should be. */
function readOrRefused(typed: string): string | null {
  try {
    return readGitAddress(typed).address;
  } catch (cause) {
    if (cause instanceof EngineError && cause.code === 'source-invalid') return null;
    throw cause;
  }
}

async function serve(root: string, options: Parameters<typeof serveRepositories>[1] = {}) {
  const server = await serveRepositories(root, options);
  onTestFinished(() => server.close());
  return server;
}

describe('a repository', () => {
  it('is fetched as one commit without its history, and told by its full hash', async () => {
    const bench = openSources();
    const hash = makeRepository(path.join(bench.folder, 'Lung-Segmenter'), service);
    const found = await bench.fetch({ kind: 'git', url: path.join(bench.folder, 'Lung-Segmenter') });
    expect(found).toMatchObject({
      state: 'ready',
      holds: 'service',
      suggestedName: 'lung_segmenter',
      origin: { kind: 'git', commit: hash, ref: null, subfolder: '' },
      problem: null,
    });
    expect(existsSync(path.join(found.folder ?? '', 'module/__init__.py'))).toBe(true);
    expect(existsSync(path.join(found.folder ?? '', '.git'))).toBe(false);
    await bench.sources.close(found.id);
    expect(existsSync(found.folder ?? '')).toBe(false);
  });

  it('is taken by branch, by tag, by commit and by the beginning of one', async () => {
    const bench = openSources();
    const repository = path.join(bench.folder, 'r');
    const first = makeRepository(repository, { 'a.txt': 'one' });
    git(repository, 'tag', 'v1');
    git(repository, 'checkout', '--quiet', '-b', 'feature/x');
    const second = commit(repository, { 'a.txt': 'two' });
    git(repository, 'checkout', '--quiet', 'main');
    const third = commit(repository, { 'a.txt': 'three' });
    for (const [ref, hash, text] of [
      ['v1', first, 'one'],
      ['feature/x', second, 'two'],
      [undefined, third, 'three'],
      [second, second, 'two'],
      [first.slice(0, 9), first, 'one'],
    ] as const) {
      const found = await bench.fetch({ kind: 'git', url: `file://${repository}`, ref });
      expect([found.origin?.commit, readFileSync(path.join(found.folder ?? '', 'a.txt'), 'utf8')]).toEqual([
        hash,
        text,
      ]);
    }
    for (const ref of ['nowhere', 'deadbeef'])
      expect((await bench.fetch({ kind: 'git', url: repository, ref })).problem).toMatchObject({
        code: 'source-invalid',
        message: expect.stringContaining('no such branch, tag or commit'),
      });
  });

  it('gives one of its sub-folders, names those that hold something, and changes to another at once', async () => {
    const bench = openSources();
    const repository = path.join(bench.folder, 'many');
    const inFolder = (folder: string, files: Record<string, string>) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
    makeRepository(repository, {
      ...inFolder('services/lung', service),
      ...inFolder('workers/gpu', { 'settings.json': '{}' }),
    });
    const found = await bench.fetch({ kind: 'git', url: repository });
    expect(found).toMatchObject({
      holds: 'unknown',
      candidates: [
        { subfolder: 'services/lung', holds: 'service' },
        { subfolder: 'workers/gpu', holds: 'worker' },
      ],
    });
    expect(await bench.sources.choose(found.id, 'services/lung')).toMatchObject({
      holds: 'service',
      suggestedName: 'lung',
      origin: { subfolder: 'services/lung' },
      // Whoever chose the wrong one chooses again.
      candidates: found.candidates,
    });
    for (const subfolder of ['..', 'services/../../..', '/etc', 'nothing'])
      await expect(bench.sources.choose(found.id, subfolder)).rejects.toMatchObject({
        code: 'source-invalid',
      });
  });

  it('brings its submodules when it is told to', async () => {
    const bench = openSources();
    makeRepository(path.join(bench.folder, 'part'), { 'part.txt': 'p' });
    const whole = path.join(bench.folder, 'whole');
    makeRepository(whole, service);
    git(whole, 'submodule', '--quiet', 'add', path.join(bench.folder, 'part'), 'module/part');
    commit(whole, {});
    const withParts = await bench.fetch({ kind: 'git', url: whole });
    expect(existsSync(path.join(withParts.folder ?? '', 'module/part/part.txt'))).toBe(true);
    expect(existsSync(path.join(withParts.folder ?? '', 'module/part/.git'))).toBe(false);
    expect(withParts.origin?.submodules).toBe(true);
    const without = await bench.fetch({ kind: 'git', url: whole, submodules: false });
    expect(without.origin?.submodules).toBe(false);
    expect(existsSync(path.join(without.folder ?? '', 'module/part/part.txt'))).toBe(false);
  });
});

describe('a server of repositories', () => {
  it('is asked through the proxy that is set, submodules included', async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    makeRepository(path.join(root, 'part'), { 'part.txt': 'p' });
    makeRepository(path.join(root, 'whole'), service);
    writeFileSync(
      path.join(root, 'whole', '.gitmodules'),
      '[submodule "part"]\n\tpath = part\n\turl = ../part\n',
    );
    const part = git(path.join(root, 'part'), 'rev-parse', 'HEAD');
    git(path.join(root, 'whole'), 'update-index', '--add', '--cacheinfo', `160000,${part},part`);
    git(path.join(root, 'whole'), 'add', '.gitmodules');
    git(path.join(root, 'whole'), 'commit', '--quiet', '-m', 'with a part');
    const server = await serve(root);
    const proxy = await startRecordingProxy({ 'git.example': server.port }, 'proxy-word');
    onTestFinished(() => proxy.close());
    await bench.network.set({ httpProxy: `http://ada:proxy-word@127.0.0.1:${proxy.port}` });
    const found = await bench.fetch({ kind: 'git', url: 'http://git.example/whole' });
    expect(found.problem).toBeNull();
    expect(existsSync(path.join(found.folder ?? '', 'part/part.txt'))).toBe(true);
    expect(proxy.asked.some((one) => one.startsWith('GET http://git.example/part/info/refs'))).toBe(true);
    expect(proxy.shown).toContain('ada:proxy-word');
  });

  it('gets the token of the address, which is remembered when wanted and never shown', async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    makeRepository(path.join(root, 'private'), service);
    const server = await serve(root, { login: 'ada:s3cret-t0ken' });
    const address = `http://127.0.0.1:${server.port}/private`;
    const refused = await bench.fetch({ kind: 'git', url: address.replace('//', '//ada:wr0ng-word@') });
    expect(refused.problem).toMatchObject({ code: 'source-refused' });
    const found = await bench.fetch({ kind: 'git', url: address.replace('//', '//ada:s3cret-t0ken@') }, true);
    expect(found).toMatchObject({ state: 'ready', origin: { url: address } });
    const again = await bench.fetch({ kind: 'git', url: address });
    expect(again.state).toBe('ready');
    const told = JSON.stringify([refused, found, again, bench.tasks.list({ limit: 10 })]);
    expect(told + readFileSync(path.join(bench.folder, 'tasks.json'), 'utf8')).not.toMatch(/s3cret|wr0ng/);
  });

  it("is logged in to by the person's own credential helper, and never asks", async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    makeRepository(path.join(root, 'private'), service);
    const server = await serve(root, { login: 'ada:from-helper' });
    const url = `http://127.0.0.1:${server.port}/private`;
    expect((await bench.fetch({ kind: 'git', url })).problem).toMatchObject({ code: 'source-refused' });
    const helper = path.join(bench.folder, 'helper');
    writeFileSync(
      helper,
      '#!/bin/sh\n[ "$1" = get ] && echo username=ada && echo password=from-helper\nexit 0\n',
    );
    chmodSync(helper, 0o755);
    mkdirSync(path.join(bench.folder, 'person'));
    writeFileSync(path.join(bench.folder, 'person/.gitconfig'), `[credential]\n\thelper = ${helper}\n`);
    vi.stubEnv('HOME', path.join(bench.folder, 'person'));
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await bench.fetch({ kind: 'git', url })).problem).toBeNull();
  });

  it('that is not there, or has no such repository, is one clear error', async () => {
    const bench = openSources();
    mkdirSync(path.join(bench.folder, 'repositories'));
    const server = await serve(path.join(bench.folder, 'repositories'));
    const missing = await bench.fetch({ kind: 'git', url: `http://127.0.0.1:${server.port}/none` });
    expect(missing.problem).toMatchObject({ code: 'source-invalid' });
    const away = await bench.fetch({ kind: 'git', url: 'http://127.0.0.1:1/none' });
    expect(away.problem).toMatchObject({ code: 'source-unreachable' });
    expect(
      (await bench.fetch({ kind: 'git', url: path.join(bench.folder, 'nowhere') })).problem,
    ).toMatchObject({
      code: 'source-invalid',
    });
  });
});

describe('a hostile repository', () => {
  it.each([
    '--upload-pack=touch /tmp/pwned',
    '-u./pwn',
    'ext::sh -c touch% /tmp/pwned',
    'fd::17',
    'https://-oProxyCommand=x/y',
    'ssh://-oProxyCommand=touch%20x/y',
    'ssh://%2doProxyCommand=x@host/y',
    'ftp://host/x.git',
    'javascript:alert(1)',
    'http://host/\nx',
    'file://server/share',
    'file:///a%zz',
    'https://host/x.git?private_token=s3cret',
    'https://host/x#readme',
    'relative/path',
    'https://',
    'ssh://user:password@host/x',
    '$(touch /tmp/pwned)',
  ])('address %j is refused before git sees it', async (url) => {
    const bench = openSources();
    await expect(bench.fetch({ kind: 'git', url })).rejects.toMatchObject({ code: 'source-invalid' });
  });

  it.each(['--exec=x', '-x', 'a..b', 'a b', 'a\nb', 'x^{/y}', 'HEAD@{1}', 'a:b', '@', 'x.lock'])(
    'ref %j is refused before git sees it',
    (ref) => {
      expect(() => checkRef(ref)).toThrow(expect.objectContaining({ code: 'source-invalid' }));
    },
  );

  it('address never becomes an option, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.constantFrom('', '-', 'https://', 'ssh://', 'a@b:'),
        (text, start) => {
          const read = readOrRefused(`${start}${text}`);
          fc.pre(read !== null);
          expect(read.startsWith('-')).toBe(false);
          expect(read).not.toMatch(/^[\w-]+::/);
        },
      ),
    );
  });

  it('with a submodule of a helper program, of the disk, or with an option as address runs and reads nothing', async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    const secret = path.join(bench.folder, 'secret');
    const hash = makeRepository(secret, { 'secret.txt': 'hidden' });
    const mark = path.join(bench.folder, 'pwned');
    const addresses = {
      helper: `ext::sh -c touch% ${mark}`,
      disk: secret,
      option: `--upload-pack=touch ${mark}`,
    };
    for (const [name, url] of Object.entries(addresses)) {
      const repository = path.join(root, name);
      makeRepository(repository, service);
      writeFileSync(path.join(repository, '.gitmodules'), `[submodule "x"]\n\tpath = x\n\turl = ${url}\n`);
      git(repository, 'update-index', '--add', '--cacheinfo', `160000,${hash},x`);
      git(repository, 'add', '.gitmodules');
      git(repository, 'commit', '--quiet', '-m', 'hostile');
    }
    const server = await serve(root);
    for (const name of Object.keys(addresses)) {
      const found = await bench.fetch({ kind: 'git', url: `http://127.0.0.1:${server.port}/${name}` });
      expect(existsSync(path.join(bench.home, 'sources', found.id, 'x/secret.txt'))).toBe(false);
      expect([name, found.state]).toEqual([name, name === 'option' ? found.state : 'failed']);
    }
    expect(existsSync(mark)).toBe(false);
  });

  it('with hooks, and with a link out of it, runs nothing and gives nothing of this machine', async () => {
    const bench = openSources();
    const repository = path.join(bench.folder, 'r');
    makeRepository(repository, service);
    const mark = path.join(bench.folder, 'pwned');
    const template = path.join(bench.folder, 'template');
    mkdirSync(path.join(template, 'hooks'), { recursive: true });
    writeFileSync(path.join(template, 'hooks/post-checkout'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    writeFileSync(path.join(bench.folder, '.gitconfig'), `[init]\n\ttemplateDir = ${template}\n`);
    vi.stubEnv('HOME', bench.folder);
    vi.stubEnv('GIT_DIR', repository);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await bench.fetch({ kind: 'git', url: repository })).state).toBe('ready');
    expect(existsSync(mark)).toBe(false);

    symlinkSync('/etc/hostname', path.join(repository, 'module', 'leak'));
    commit(repository, {});
    expect((await bench.fetch({ kind: 'git', url: repository })).problem).toMatchObject({
      code: 'archive-unsafe',
    });
  });
});
