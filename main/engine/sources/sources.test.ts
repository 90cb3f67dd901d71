import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createEventBus, silentLogger } from '../context/index.ts';
import { createNetwork } from '../network/index.ts';
import { createSecrets } from '../secrets/index.ts';
import { createGeneralTasks } from '../tasks/index.ts';
import { createSources } from './index.ts';
import { zipOf } from './testing/archives.ts';
import { openSources } from './testing/bench.ts';

it('what was fetched stays usable, and goes, when its task is forgotten among a hundred others', async () => {
  const bench = openSources();
  const folder = path.join(bench.folder, 'service');
  mkdirSync(path.join(folder, 'registry'), { recursive: true });
  writeFileSync(path.join(folder, 'registry/settings.json'), '[]');
  const first = await bench.fetch({ kind: 'folder', path: folder });
  for (let at = 0; at < 101; at++) {
    const { id } = bench.tasks.start('fetch', 'another', () => Promise.resolve());
    await bench.tasks.ended(id);
  }
  expect(() => bench.tasks.get(first.id)).toThrow();
  expect(bench.sources.get(first.id).state).toBe('ready');
  expect((await bench.sources.choose(first.id, 'registry')).state).toBe('ready');
  await bench.sources.close(first.id);
  expect(() => bench.sources.get(first.id)).toThrow(expect.objectContaining({ code: 'source-not-found' }));
});

it('a task that outlasts a hundred others is told of at its end', async () => {
  const bench = openSources();
  const { promise, resolve } = (() => {
    let settle = (): void => undefined;
    return { promise: new Promise<void>((done) => (settle = done)), resolve: () => settle() };
  })();
  const { id } = bench.tasks.start('fetch', 'long', () => promise);
  for (let at = 0; at < 101; at++) {
    const one = bench.tasks.start('fetch', 'short', () => Promise.resolve());
    await bench.tasks.ended(one.id);
  }
  const ended = bench.tasks.ended(id);
  resolve();
  expect((await ended).state).toBe('succeeded');
});

it('what an engine before has fetched is gone, and what cannot be removed keeps no engine from starting', async () => {
  const bench = openSources();
  const parts = {
    tasks: createGeneralTasks({ home: bench.folder, events: createEventBus(), log: silentLogger }),
    secrets: createSecrets({ home: bench.folder, cipher: null }),
    log: silentLogger,
  };
  const network = createNetwork({ home: bench.folder, secrets: parts.secrets, environment: {} });
  const leftover = path.join(bench.home, 'sources/01OLD/tree');
  mkdirSync(leftover, { recursive: true });
  createSources({ home: bench.home, network, ...parts });
  expect(() => readFileSync(leftover)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  const file = path.join(bench.folder, 'file');
  writeFileSync(file, '');
  expect(() => createSources({ home: file, network, ...parts })).not.toThrow();
});

it('tokens in the query of an address are neither shown nor kept, and have to be given again', async () => {
  const bench = openSources();
  const bytes = await zipOf([{ name: 'registry/settings.json', content: '[]' }]);
  const asked: (string | undefined)[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url);
    if (request.url?.startsWith('/bad') === true)
      answer.writeHead(200, { 'content-length': '1000' }).write('PK');
    else answer.end(bytes);
    if (request.url?.startsWith('/bad') === true) answer.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const query = 'ref=main&private_token=s3cret-a&X-Amz-Signature=s3cret-b&pass%77ord=s3cret-c';
  const found = await bench.fetch({ kind: 'archive', url: `${base}/lung.zip?${query}` });
  expect(asked).toEqual([`/lung.zip?${query}`]);
  const url = `${base}/lung.zip?ref=main&private_token=***&X-Amz-Signature=***&password=***`;
  expect(found).toMatchObject({ state: 'ready', origin: { url } });
  const failed = await bench.fetch({ kind: 'archive', url: `${base}/bad.zip?${query}` });
  expect(failed.problem?.code).toBe('source-unreachable');
  const told = JSON.stringify([found, failed, bench.tasks.list({ limit: 9 })]);
  expect(told + readFileSync(path.join(bench.folder, 'tasks.json'), 'utf8')).not.toContain('s3cret');
  await expect(bench.fetch({ kind: 'archive', url })).rejects.toMatchObject({
    code: 'source-invalid',
    message: expect.stringContaining('"private_token"'),
  });
});
