import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import type { RouteInput } from '../contract/index.ts';
import { ask, expect, test } from './support/index.ts';

test('without a key store of the system a secret lies in a file for the owner alone', async ({ desktop }) => {
  const { page } = await desktop.start();
  // Continuous integration has no key store: its fixed password would only look like one.
  expect(await ask(page, 'secrets.list', {})).toMatchObject({ place: 'file', system: null, secrets: [] });
  const { file } = await ask(page, 'secrets.set', { name: 'host/git.example', value: 'kept-word' });
  expect(readFileSync(file, 'utf8')).toContain('kept-word');
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('the engine of the window asks the web and git itself', async ({ desktop, scratch }) => {
  const server = createServer((_, answer) => answer.end('no archive')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/x.zip`;
  const { page } = await desktop.start();
  expect(await ask(page, 'network.check', { url })).toMatchObject({
    reached: true,
    status: 200,
    proxy: null,
  });
  const fetched = async (source: RouteInput<'sources.open'>['source']) => {
    const { id } = await ask(page, 'sources.open', { source });
    await expect.poll(async () => (await ask(page, 'sources.get', { id })).state).not.toBe('fetching');
    return ask(page, 'sources.get', { id });
  };
  expect((await fetched({ kind: 'archive', url })).problem).toMatchObject({
    code: 'source-invalid',
    message: expect.stringContaining('is no ZIP, tar or tar.gz archive'),
  });
  const repository = path.join(scratch, 'repository');
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['init', '--quiet', repository]);
  execFileSync('git', [...person, '-C', repository, 'commit', '--quiet', '--allow-empty', '-m', 'empty']);
  expect(await fetched({ kind: 'git', url: repository })).toMatchObject({ state: 'ready', holds: 'unknown' });
  server.close();
});

test('with a key store the engine has the shell encrypt secrets, and reads them again', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  // Stands in for the key store that this machine lacks; all else is the real thing.
  await app.evaluate(({ safeStorage }) => {
    safeStorage.setUsePlainTextEncryption(true);
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
  });
  const { file, system } = await ask(page, 'secrets.set', { name: 'host/git.example', value: 'sealed-word' });
  expect(system).toBe('gnome libsecret');
  await ask(page, 'network.set', { changes: { httpProxy: 'http://ada:proxy-word@127.0.0.1:9' } });
  expect(readFileSync(file, 'utf8')).not.toMatch(/sealed-word|proxy-word/);
  const network = await ask(page, 'network.get', {});
  expect(network).toMatchObject({
    settings: { httpProxy: 'http://ada@127.0.0.1:9' },
    passwords: ['httpProxy'],
  });
  expect(JSON.stringify(await ask(page, 'secrets.list', {}))).not.toMatch(/sealed-word|proxy-word/);

  await ask(page, 'secrets.move', { place: 'file' });
  expect(readFileSync(file, 'utf8')).toMatch(/sealed-word/);
  expect(readFileSync(path.join(desktop.home, 'logs', 'engine.log'), 'utf8')).not.toMatch(
    /sealed-word|proxy-word/,
  );
});
