import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificateFor } from '../network/testing/certificate.ts';
import { startRecordingProxy } from '../network/testing/recordingProxy.ts';
import { openSources } from './testing/bench.ts';
import { commit, git, makeRepository, serveRepositories } from './testing/gitServer.ts';

const service = { 'registry/settings.json': '[]', 'module/__init__.py': '' };
/** A look at what git has written comes every second. */
const longEnough = 20_000;

async function serve(root: string, options: Parameters<typeof serveRepositories>[1] = {}) {
  const server = await serveRepositories(root, options);
  onTestFinished(() => server.close());
  return server;
}
/** A repository whose one file cannot be packed. */
function makeLargeRepository(root: string, bytes: number): void {
  mkdirSync(path.join(root, 'large'), { recursive: true });
  writeFileSync(path.join(root, 'large/model.bin'), randomBytes(bytes));
  makeRepository(path.join(root, 'large'), service);
}

describe('a large repository', () => {
  it(
    'is given up while it is being fetched, before it fills the disk',
    async () => {
      const bench = openSources({ bytes: 1_000_000 });
      const root = path.join(bench.folder, 'repositories');
      makeLargeRepository(root, 8_000_000);
      // Its end never comes: only a look at the disk can tell.
      const server = await serve(root, { stallAfter: 4_000_000 });
      const found = await bench.fetch({ kind: 'git', url: `http://127.0.0.1:${server.port}/large` });
      expect(found.problem).toMatchObject({
        code: 'source-invalid',
        message: expect.stringContaining('has more than 1000000 bytes'),
      });
      expect(existsSync(path.join(bench.home, 'sources', found.id))).toBe(false);
    },
    longEnough,
  );

  it(
    'whose server falls silent is one clear error, and its progress was told',
    async () => {
      const bench = openSources({ silence: 500 });
      const root = path.join(bench.folder, 'repositories');
      makeLargeRepository(root, 8_000_000);
      const server = await serve(root, { stallAfter: 2_000_000 });
      const found = await bench.fetch({ kind: 'git', url: `http://127.0.0.1:${server.port}/large` });
      expect(found.problem).toMatchObject({
        code: 'source-unreachable',
        message: expect.stringContaining('Nothing more came of'),
      });
      expect(bench.tasks.get(found.id).bytes).toBeGreaterThan(1_000_000);
      expect(bench.tasks.get(found.id).total).toBeGreaterThan(0);
    },
    longEnough,
  );
});

describe('a server of repositories', () => {
  it('gets the token for its private submodules as well', async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    const hash = makeRepository(path.join(root, 'part'), { 'part.txt': 'p' });
    makeRepository(path.join(root, 'whole'), service);
    writeFileSync(
      path.join(root, 'whole/.gitmodules'),
      '[submodule "part"]\n\tpath = part\n\turl = ../part\n',
    );
    git(path.join(root, 'whole'), 'update-index', '--add', '--cacheinfo', `160000,${hash},part`);
    git(path.join(root, 'whole'), 'add', '.gitmodules');
    git(path.join(root, 'whole'), 'commit', '--quiet', '-m', 'with a part');
    const server = await serve(root, { login: 'ada:s3cret-t0ken' });
    const url = `http://ada:s3cret-t0ken@127.0.0.1:${server.port}/whole`;
    const found = await bench.fetch({ kind: 'git', url });
    expect(found.problem).toBeNull();
    expect(existsSync(path.join(found.folder ?? '', 'part/part.txt'))).toBe(true);
  });

  it('over https is trusted by the file of certificates, or where its host is named', async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    makeRepository(path.join(root, 'lung'), service);
    const tls = await certificateFor('localhost');
    const server = await serve(root, { tls });
    const fetch = () => bench.fetch({ kind: 'git', url: `https://localhost:${server.port}/lung` });
    expect((await fetch()).problem?.code).toBe('source-unreachable');
    const caFile = path.join(bench.folder, 'ca.pem');
    writeFileSync(caFile, tls.cert);
    await bench.network.set({ caFile });
    expect((await fetch()).problem).toBeNull();
    await bench.network.set({ caFile: null, trustedHosts: [`localhost:${server.port}`] });
    expect((await fetch()).problem).toBeNull();
  });

  it('gets what is kept for its host only where nobody listens in', async () => {
    const bench = openSources();
    const root = path.join(bench.folder, 'repositories');
    makeRepository(path.join(root, 'private'), service);
    const server = await serve(root, { login: 'token:only-a-t0ken' });
    const proxy = await startRecordingProxy({ 'git.example': server.port });
    onTestFinished(() => proxy.close());
    await bench.network.set({ httpProxy: `127.0.0.1:${proxy.port}` });
    // As people keep a token with `set secret`: without a user name.
    await bench.secrets.set('host/git.example', 'only-a-t0ken');
    await bench.secrets.set(`host/127.0.0.1:${server.port}`, 'only-a-t0ken');
    const inTheOpen = await bench.fetch({ kind: 'git', url: 'http://git.example/private' });
    expect(inTheOpen.problem?.code).toBe('source-refused');
    expect(server.shown).toEqual([]);
    const here = await bench.fetch({ kind: 'git', url: `http://127.0.0.1:${server.port}/private` });
    expect(here.problem).toBeNull();
  });

  it('that refuses a token is no reason to keep it', async () => {
    const bench = openSources();
    makeRepository(path.join(bench.folder, 'repositories/private'), service);
    const server = await serve(path.join(bench.folder, 'repositories'), { login: 'ada:right-t0ken' });
    const url = `http://ada:wrong-t0ken@127.0.0.1:${server.port}/private`;
    expect((await bench.fetch({ kind: 'git', url }, true)).problem?.code).toBe('source-refused');
    expect((await bench.secrets.list()).secrets).toEqual([]);
  });
});

it.each(['module/.venv', 'module/node_modules', 'module/old.pyc', 'module/later'])(
  'a link out of a repository is refused under the name %s too, which may be left out or lead nowhere yet',
  async (name) => {
    const bench = openSources();
    const repository = path.join(bench.folder, 'r');
    makeRepository(repository, service);
    symlinkSync(
      path.join(bench.folder, name.endsWith('later') ? 'not-yet' : 'home'),
      path.join(repository, name),
    );
    commit(repository, {});
    const found = await bench.fetch({ kind: 'git', url: repository });
    expect([found.folder, found.problem?.code]).toEqual([null, 'archive-unsafe']);
  },
);
