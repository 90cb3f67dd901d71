import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { useDemo } from './testing/demo.ts';
import { run } from './testing/run.ts';

/** Where `update service` and `compare service` take new files from. One engine for all of them. */
const demo = useDemo('service-sources');
const { home, said, refused } = demo;
const folder = path.join(home, 'files');
beforeAll(() => mkdirSync(folder));
const git = (root: string, ...words: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always', ...words],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );

/** Writes a service named as the last part of its place. */
function writeService(below: string, answer: string): string {
  const root = path.join(folder, below);
  const name = path.basename(below);
  for (const part of ['registry', 'module']) mkdirSync(path.join(root, part), { recursive: true });
  const job = { jobName: name, worker: `${name}.worker`, callback: `${name}.callback` };
  writeFileSync(path.join(root, 'registry', 'settings.json'), JSON.stringify(job));
  writeFileSync(path.join(root, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(root, 'module', '__init__.py'), `def worker(**kwargs):\n    return "${answer}"\n`);
  return root;
}
const shown = (name: string) => demo.client.request('services.get', { application: demo.application, name });
async function moduleOf(name: string): Promise<string> {
  return (await shown(name)).folders.module;
}
async function answerOf(name: string): Promise<string | undefined> {
  const code = readFileSync(path.join(await moduleOf(name), '__init__.py'), 'utf8');
  return /return "(.*)"/.exec(code)?.[1];
}

describe('update and compare service without --path', { timeout: 60_000 }, () => {
  it('take --ref and --sub-path as given, not as they were at the installation', async () => {
    writeService('repository/here/brain', 'main');
    const repository = path.join(folder, 'repository');
    git(repository, 'init', '-q', '-b', 'main');
    git(repository, 'add', '.');
    git(repository, 'commit', '-qm', 'one');
    git(repository, 'checkout', '-qb', 'next');
    writeService('repository/here/brain', 'next');
    writeService('repository/there/brain', 'there');
    git(repository, 'add', '.');
    git(repository, 'commit', '-qm', 'two');
    await said(
      'install',
      'service',
      '--git',
      '--path',
      repository,
      '--ref',
      'main',
      '--sub-path',
      'here/brain',
    );
    expect(await answerOf('brain')).toBe('main');

    const one = ['service', '--name', 'brain'];
    expect(await said('compare', ...one)).not.toContain('+');
    expect(await said('compare', ...one, '--ref', 'next')).toContain('+    return "next"');
    await said('update', ...one, '--ref', 'next');
    expect(await answerOf('brain')).toBe('next');
    await said('update', ...one, '--sub-path', 'there/brain');
    expect(await answerOf('brain')).toBe('there');
    // What was not given is as it was the last time.
    expect((await shown('brain')).source).toMatchObject({ ref: 'next', subfolder: 'there/brain' });
  });

  it('leave out submodules with --no-submodules, then and afterwards', async () => {
    const part = path.join(folder, 'part');
    mkdirSync(part);
    writeFileSync(path.join(part, 'part.py'), 'value = 1\n');
    git(part, 'init', '-q');
    git(part, 'add', '.');
    git(part, 'commit', '-qm', 'one');
    const root = writeService('heart', 'heart');
    git(root, 'init', '-q');
    git(root, 'submodule', 'add', '-q', part, 'module/part');
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'one');
    await said('install', 'service', '--git', '--path', root);
    const file = path.join('part', 'part.py');
    expect(existsSync(path.join(await moduleOf('heart'), file))).toBe(true);
    expect(await said('compare', 'service', '--name', 'heart', '--no-submodules')).toContain('part.py');
    await said('update', 'service', '--name', 'heart', '--no-submodules');
    expect(existsSync(path.join(await moduleOf('heart'), file))).toBe(false);
    // They stay away until the service is installed with them again.
    await said('update', 'service', '--name', 'heart');
    expect(existsSync(path.join(await moduleOf('heart'), file))).toBe(false);
    expect((await shown('heart')).source?.submodules).toBe(false);
  });

  it('are refused with the place that was named, not with the copy that was fetched', async () => {
    const root = writeService('repository/wrong', 'never');
    writeFileSync(path.join(root, 'module', '__init__.py'), 'worker = 7\n');
    execFileSync('tar', ['-czf', 'wrong.tar.gz', '-C', 'repository', 'wrong'], { cwd: folder });
    const file = path.join(folder, 'wrong.tar.gz');
    const words = ['--home', demo.home, '-o', 'install', 'service', '--path', file];
    const { code, errors } = await run(words);
    expect(code).toBe(1);
    expect(errors).toContain(`The service in ${file} cannot be installed: `);
    expect(errors).toContain("'wrong.worker' is not a function");
    expect(errors).not.toContain(path.join(demo.home, 'sources'));
  });

  it('unpack the archive again, from this machine and from the web', async () => {
    const pack = (answer: string) => {
      writeService('packed/lung', answer);
      writeFileSync(path.join(folder, 'packed', 'README.md'), 'Services.');
      execFileSync('tar', ['-czf', 'lung.tar.gz', '-C', 'packed', '.'], { cwd: folder });
    };
    const file = path.join(folder, 'lung.tar.gz');
    const server = createServer((_, answer) => createReadStream(file).pipe(answer));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/download`;

    pack('first');
    await said('install', 'service', '--path', file, '--sub-path', 'lung');
    pack('second');
    await said('update', 'service', '--name', 'lung');
    expect(await answerOf('lung')).toBe('second');
    pack('third');
    await said('update', 'service', '--name', 'lung', '--path', address, '--web', '--sub-path', 'lung');
    pack('fourth');
    expect(await said('compare', 'service', '--name', 'lung')).toContain('+    return "fourth"');
    await said('update', 'service', '--name', 'lung');
    expect((await shown('lung')).source).toMatchObject({ kind: 'archive', url: address, subfolder: 'lung' });
    expect(await answerOf('lung')).toBe('fourth');
    expect(await refused('update', 'service', '--name', 'lung', '--ref', 'v1')).toContain('--ref');
  });

  it('use what --remember kept of an address, and show nothing of it', async () => {
    const root = writeService('bone', 'first');
    const word = 'hidden-word';
    const server = createServer((request, answer) => {
      const wanted = `Basic ${Buffer.from(`ada:${word}`).toString('base64')}`;
      if (request.headers.authorization !== wanted) answer.writeHead(401).end();
      else spawn('tar', ['-cz', '-C', root, '.']).stdout.pipe(answer);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const address = `http://ada:${word}@${host}/bone.tar.gz`;
    const one = ['service', '--name', 'bone'];

    await said('install', ...one, '--path', address);
    writeService('bone', 'second');
    expect((await run(['--home', home, '-o', 'update', ...one])).code).toBe(1);
    await said('update', ...one, '--path', address, '--remember');
    writeService('bone', 'third');
    await said('update', ...one);
    expect(await answerOf('bone')).toBe('third');
    const kept = await said('list', 'secrets');
    expect(kept).toContain(`host/${host}`);
    expect(kept).not.toContain(word);
  });

  it('refuse options of a repository for a folder, installed or followed', async () => {
    const root = writeService('skin', 'first');
    await said('install', 'service', '--path', root);
    const words = ['update', 'service', '--name', 'skin', '--ref', 'v1'];
    expect(await refused(...words)).toContain('--ref and --no-submodules are for git repositories');
    await said('link', 'service', '--name', 'skin', '--path', root);
    expect(await refused(...words)).toContain('--ref and --no-submodules are for git repositories');
  });
});
