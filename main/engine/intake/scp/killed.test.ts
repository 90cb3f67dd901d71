import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scpOptionsSchema } from '../../../../contract/index.ts';
import { loadPatients, writePatients } from '../../../../scripts/phantom/index.ts';
import { createApplication } from '../../applications/index.ts';
import { applicationFolders } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { dataSetOf, freePort, readInstance } from './testing/index.ts';

const senders = 4;
const instances = Number(process.env['DCM_PROCESSOR_KILL_INSTANCES'] ?? 20_000);
const kills = Number(process.env['DCM_PROCESSOR_KILLS'] ?? 50);
/** Files of one association. */
const filesPerAssociation = 400;

let base: string;
const children = new Set<ChildProcess>();
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'killed-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

function own(child: ChildProcess): ChildProcess {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** An engine as it really runs, in a process of its own, serving. */
async function startEngine(home: string): Promise<ChildProcess> {
  const engine = own(
    fork(fileURLToPath(new URL('../../main.ts', import.meta.url)), ['--home', home, '--parent', 'serve'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    }),
  );
  const [message] = await once(engine, 'message');
  expect(message).toMatchObject({ kind: 'ready' });
  return engine;
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const socket = net.connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await delay(20);
  }
}

/** Sends files by one association of dcmtk; those whose success it was told. */
async function storescu(port: number, files: readonly string[]): Promise<string[]> {
  const child = own(
    spawn('storescu', ['-v', '-aec', 'DCM-PROCESSOR', '127.0.0.1', String(port), ...files], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TCP_NODELAY: '1' },
    }),
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  await once(child, 'close');
  const told: string[] = [];
  let current = '';
  for (const line of said.split('\n')) {
    const sending = /^I: Sending file: (.+)$/.exec(line)?.[1];
    if (sending !== undefined) current = sending;
    else if (line.startsWith('I: Received Store Response (Success)')) told.push(current);
  }
  return told;
}

/** Keeps sending until every file was told to be stored, however often the receiver dies. */
async function sendAll(
  port: number,
  files: readonly string[],
  onTold: (count: number) => void,
): Promise<void> {
  let left = [...files];
  while (left.length > 0) {
    const told = new Set(await storescu(port, left.slice(0, filesPerAssociation)));
    onTold(told.size);
    left = left.filter((file) => !told.has(file));
    if (told.size === 0) await delay(30);
  }
}

it('kill -9 while four senders push: every instance that was acknowledged is there once, and nothing else is', async () => {
  const home = path.join(base, 'home');
  const port = await freePort();
  const source = path.join(base, 'source');
  await writePatients(loadPatients({ patients: senders, slices: instances / senders, size: 16 }), source);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dcm'))
    .map((name) => path.join(source, name));
  expect(files).toHaveLength(instances);
  const { folder } = createApplication(home, {
    name: 'Killed',
    options: { quietSeconds: 86_400, scp: scpOptionsSchema.parse({ enabled: true, port }) },
  });

  let told = 0;
  const share = Math.ceil(files.length / senders);
  const sending = Array.from({ length: senders }, (_, index) =>
    sendAll(port, files.slice(index * share, (index + 1) * share), (count) => (told += count)),
  );
  let engine = await startEngine(home);
  let done = 0;
  for (; done < kills; done += 1) {
    await untilOpen(port);
    await delay(Math.random() * 800);
    engine.kill('SIGKILL');
    await once(engine, 'exit');
    engine = await startEngine(home);
  }
  await Promise.all(sending);
  engine.kill('SIGTERM');
  await once(engine, 'exit');

  const folders = applicationFolders(folder);
  const history = openHistory(folders.historyFile);
  const rows = history.all<{ SOPInstanceUID: string; hash: Uint8Array }>(
    'SELECT SOPInstanceUID, content_hash AS hash FROM instance',
  );
  const counters = history.get<{ instances: number }>('SELECT sum(instance_count) AS instances FROM series');
  history.close();
  const archived = readdirSync(folders.archive, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.dcm'),
  );
  process.stdout.write(
    `${done} kills, ${told} acknowledgements of ${instances} instances: ${rows.length} rows, ${archived.length} files\n`,
  );
  expect(rows).toHaveLength(instances);
  expect(counters).toEqual({ instances });
  expect(archived).toHaveLength(instances);
  expect(readdirSync(folders.staging)).toEqual([]);

  const hashes = new Map(rows.map(({ SOPInstanceUID, hash }) => [SOPInstanceUID, Buffer.from(hash)]));
  const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  for (const file of files) {
    const { SOPInstanceUID, dataSet } = await readInstance(file);
    expect(hashes.get(SOPInstanceUID)?.equals(sha(dataSet))).toBe(true);
  }
  for (const name of archived) {
    const file = path.join(folders.archive, name);
    const { SOPInstanceUID } = await readInstance(file);
    expect(hashes.get(SOPInstanceUID)?.equals(sha(dataSetOf(readFileSync(file))))).toBe(true);
    hashes.delete(SOPInstanceUID);
  }
  expect(hashes.size).toBe(0);
}, 900_000);
