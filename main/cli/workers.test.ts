import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { useDemo } from './testing/demo.ts';

/** The life of workers by commands, without Docker: nothing is built. One engine for all of them. */
const demo = useDemo('workers');
const { home, said } = demo;
const folder = path.join(home, 'files');
beforeAll(() => mkdirSync(folder));
const git = (root: string, ...words: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words]);

function writeWorker(below: string, word: string, more: object = {}): string {
  const root = path.join(folder, below);
  mkdirSync(root, { recursive: true });
  const name = path.basename(below);
  const settings = {
    name,
    scripts: ['script.sh'],
    environments: [{ name: 'base', channels: name }],
    ...more,
  };
  writeFileSync(path.join(root, 'settings.json'), JSON.stringify(settings));
  writeFileSync(path.join(root, 'script.sh'), `echo ${word}\n`);
  return root;
}
async function scriptNow(worker: string): Promise<string> {
  const { folder: source } = await demo.client.request('workers.get', {
    application: demo.application,
    worker,
  });
  return readFileSync(path.join(source, 'script.sh'), 'utf8');
}

it('update worker fetches a branch of a repository again, and the sub-folder in it', async () => {
  const repository = path.join(folder, 'many');
  writeWorker('many/below/torch', 'first');
  git(folder, 'init', '-q', '-b', 'main', 'many');
  git(repository, 'add', '.');
  git(repository, 'commit', '-qm', 'one');
  git(repository, 'branch', 'next');
  const from = ['--path', repository, '--git', '--ref', 'next', '--sub-path', 'below/torch'];
  await said('install', 'worker', ...from, '--no-build');
  const { source } = await demo.client.request('workers.get', {
    application: demo.application,
    worker: 'torch',
  });
  expect(source).toMatchObject({ kind: 'git', path: repository, ref: 'next', subfolder: 'below/torch' });

  git(repository, 'checkout', '-q', 'next');
  writeWorker('many/below/torch', 'second');
  git(repository, 'commit', '-qam', 'two');
  git(repository, 'checkout', '-q', 'main');
  expect(await said('compare', 'worker', 'torch')).toContain('+echo second');
  await said('update', 'worker', 'torch', '--no-build');
  expect(await scriptNow('torch')).toBe('echo second\n');

  await said('roll-back', 'worker', 'torch', '--no-build');
  expect(await scriptNow('torch')).toBe('echo first\n');
  await said('update', 'worker', 'torch', '--no-build');
  expect(await scriptNow('torch'), 'what was rolled back knows where it came from').toBe('echo second\n');
}, 60_000);

it('update worker unpacks an archive again, and takes a folder as it is now', async () => {
  const pack = () => execFileSync('tar', ['-czf', 'packed.tar.gz', '-C', folder, 'packed'], { cwd: folder });
  writeWorker('packed', 'first');
  pack();
  await said('install', 'worker', '--path', path.join(folder, 'packed.tar.gz'), '--no-build');
  writeWorker('packed', 'second');
  pack();
  await said('update', 'worker', 'packed', '--no-build');
  expect(await scriptNow('packed')).toBe('echo second\n');

  await said('install', 'worker', '--path', writeWorker('plain', 'first'), '--no-build');
  writeWorker('plain', 'second');
  await said('update', 'worker', 'plain', '--no-build');
  expect(await scriptNow('plain')).toBe('echo second\n');
}, 60_000);

it('restore worker brings back what was set of it, that it was disabled, and where it came from', async () => {
  const origin = writeWorker('kept', 'first');
  await said('install', 'worker', '--path', origin, '--no-build');
  await said('set', 'worker', 'kept', 'replicas=3', 'env.LEVEL=debug');
  await said('disable', 'worker', 'kept');
  for (const to of ['copies', 'kept.zip', 'kept.tar.gz']) {
    const at = path.join(folder, to);
    await said('remove', 'worker', 'kept', '--keep-image', '--backup', at);
    await said('restore', 'worker', '--backup', to === 'copies' ? path.join(at, 'kept') : at, '--no-build');
    expect(
      await demo.client.request('workers.get', { application: demo.application, worker: 'kept' }),
    ).toMatchObject({
      isEnabled: false,
      options: { replicas: 3, env: { LEVEL: 'debug' } },
      source: { kind: 'folder', path: origin },
      version: 1,
    });
    expect(await scriptNow('kept')).toBe('echo first\n');
  }
}, 60_000);
