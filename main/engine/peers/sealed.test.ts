import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../context/index.ts';
import { openHistory } from '../database/index.ts';
import { createSecrets } from '../secrets/index.ts';
import { createPeers, openSecrets } from './index.ts';

/** Encrypts as no key store does, but so that nobody reads it at a glance. */
const cipher = {
  name: async () => 'test keys',
  encrypt: async (text: string) => Buffer.from(text).reverse().toString('base64'),
  decrypt: async (text: string) => Buffer.from(text, 'base64').reverse().toString(),
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'sealed-'));
  return () => rmSync(root, { recursive: true, force: true });
});
const kept = () => {
  const folder = path.join(root, 'peer-secrets');
  return readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
};

function open(withKeys: boolean, options = applicationOptionsSchema.parse({})) {
  const folders = applicationFolders(root);
  const history = openHistory(folders.historyFile);
  onTestFinished(() => history.close());
  const keyStore = createSecrets({ home: root, cipher: withKeys ? cipher : null });
  let current = options;
  const peers = createPeers(
    {
      id: 'a',
      folders,
      history,
      events: createEventBus(),
      log: silentLogger,
      keyStore,
      options: () => current,
    },
    (list) => {
      current = { ...current, peers: list };
    },
  );
  return { peers, keyStore, options: () => current };
}

it('passwords of peers are sealed by the key store, used, opened for a backup with secrets, and told where they cannot be read', async () => {
  const shown: (string | undefined)[] = [];
  const server = createServer((request, answer) => {
    shown.push(request.headers.authorization);
    answer.setHeader('content-type', 'application/dicom+json').end('[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const file = path.join(root, 'orthanc.json');
  const servers = { pacs: [`http://127.0.0.1:${port}/dicom-web`, 'ada', 'peer-word'] };
  writeFileSync(file, JSON.stringify({ DicomWeb: { Servers: servers } }));
  const first = open(true);
  expect(first.peers.importFrom(file).added).toEqual(['pacs']);
  await expect.poll(kept).toEqual([expect.stringMatching(/^sealed:(?!.*peer-word)/)]);

  await first.peers.echo('pacs', new AbortController().signal);
  expect(shown).toEqual([`Basic ${Buffer.from('ada:peer-word').toString('base64')}`]);

  const [name] = readdirSync(path.join(root, 'peer-secrets'));
  expect(await openSecrets(root, first.keyStore)).toEqual({ [`peer-secrets/${name}`]: 'peer-word\n' });
  expect(kept()[0]).toMatch(/^sealed:/);

  const alone = open(false, first.options());
  await expect(alone.peers.echo('pacs', new AbortController().signal)).rejects.toMatchObject({
    code: 'secret-unreadable',
  });
  expect(kept()[0]).toMatch(/^sealed:/);

  await first.keyStore.move('file');
  open(true);
  await expect.poll(kept).toEqual(['peer-word\n']);
});

it('what lay there before there was a key store is sealed at the next start', async () => {
  mkdirSync(path.join(root, 'peer-secrets'));
  writeFileSync(path.join(root, 'peer-secrets', 'one'), 'older-word\n');
  open(true);
  await expect.poll(kept).toEqual([expect.stringMatching(/^sealed:/)]);
});
