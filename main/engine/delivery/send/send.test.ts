import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { peerSchema } from '../../../../contract/index.ts';
import type { Task } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { locateDataSet } from '../../dicom/index.ts';
import { freePort, startPeer } from '../../dimse/testing/index.ts';
import type { PeerProgram } from '../../dimse/testing/index.ts';
import { getTask } from '../../history/index.ts';
import { openTestDoors } from '../../intake/testing/index.ts';
import type { TestDoors } from '../../intake/testing/index.ts';
import { createPeers } from '../../peers/index.ts';
import { createSend } from './send.ts';
import type { Send } from './send.ts';

const hasDcmtk = spawnSync('storescp', ['--version']).status === 0;
const realFiles = '/usr/lib/python3/dist-packages/pydicom/data/test_files';
const jpegLossless = '1.2.840.10008.1.2.4.70';

let root: string;
let test: TestDoors;
let send: Send;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'send-'));
  test = openTestDoors(path.join(root, 'application'));
  send = open();
});
afterEach(async () => {
  await send.close();
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

function open(backOff: readonly number[] = [0, 0, 0]): Send {
  const peers = createPeers(test.context, (list) => test.setOptions({ peers: list }));
  return createSend(test.context, { peers, instances: test.archive, backOff });
}

function addPeer(port: number, timeouts: object = {}): void {
  const peer = { kind: 'dicom', name: 'peer', aeTitle: 'PEER', host: '127.0.0.1', port, timeouts };
  test.setOptions({ peers: [peerSchema.parse(peer)] });
}

async function startStorescp(...args: string[]): Promise<PeerProgram & { folder: string }> {
  return startStorescpAt(await freePort(), ...args);
}

async function startStorescpAt(port: number, ...args: string[]): Promise<PeerProgram & { folder: string }> {
  const folder = mkdtempSync(path.join(root, 'received-'));
  const peer = await startPeer('storescp', ['+B', '-od', folder, ...args, String(port)], port);
  onTestFinished(() => peer.stop());
  addPeer(port);
  return { ...peer, folder };
}

const ids = (table: 'patient' | 'study' | 'series') =>
  test.context.history.all<{ id: string }>(`SELECT id FROM ${table} ORDER BY key`).map(({ id }) => id);

const uids = () =>
  test.context.history
    .all<{ uid: string }>('SELECT StudyInstanceUID AS uid FROM study')
    .map(({ uid }) => uid);

function until(id: string, wanted: (task: Task) => boolean): Promise<Task> {
  return new Promise((resolve) => {
    const check = () => {
      const task = getTask(test.context.history, id);
      if (!wanted(task)) return;
      stop();
      resolve(task);
    };
    const stop = test.context.events.listen((name) => {
      if (name === 'tasks.changed') check();
    });
    check();
  });
}
const end = (task: Task) => until(task.id, ({ state }) => state !== 'running');
const notes = (task: Task) =>
  test.context.history.all<{ reason: string }>('SELECT reason FROM import_note WHERE task_id = ?', [task.id]);
const request = {
  peer: 'peer',
  patients: [] as string[],
  studies: [] as string[],
  series: [] as string[],
  associations: 2,
};

/** The data set of a file: all behind its file meta information. */
const dataSetOf = (file: Buffer) => {
  const dataSet = file.subarray(locateDataSet(file) ?? 0);
  // A deflated one may lack the byte that makes its length even.
  return Buffer.concat([dataSet, Buffer.alloc(dataSet.length % 2)]).toString('base64');
};
const received = (folder: string) =>
  readdirSync(folder)
    .map((name) => dataSetOf(readFileSync(path.join(folder, name))))
    .sort();

async function storeSome(count: number, tags: object = {}): Promise<Buffer[]> {
  const files = Array.from({ length: count }, (_, index) =>
    buildInstance({ InstanceNumber: index + 1, ...tags }),
  );
  for (const file of files) await test.store(file);
  return files;
}

describe.skipIf(!hasDcmtk)('sending to storescp', () => {
  it('brings every data set there byte for byte, private elements and several kinds included', async () => {
    const { folder } = await startStorescp('+xa');
    const files = await storeSome(30, { Rows: 64, Columns: 64 });
    const odd = buildInstance({ InstanceNumber: 99 }, { TransferSyntaxUID: '1.2.840.10008.1.2.1' });
    const report = buildInstance({ SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11', SeriesNumber: 7 });
    await test.store(odd);
    await test.store(report);
    const task = await end(send.start({ ...request, studies: ids('study'), associations: 1 }));
    expect(task).toMatchObject({ state: 'succeeded', done: 32, total: 32, failed: 0, problem: null });
    expect(received(folder)).toEqual([...files, odd, report].map(dataSetOf).sort());
    expect(task.bytes).toBe([...files, odd, report].reduce((sum, file) => sum + file.length, 0));
  });

  it.skipIf(!existsSync(realFiles))('changes no byte of real files of all kinds', async () => {
    const { folder } = await startStorescp('+xa');
    for (const name of readdirSync(realFiles).filter((one) => one.endsWith('.dcm')))
      await test.store(readFileSync(path.join(realFiles, name)));
    const stored = test.context.history.all<{ uid: string; syntax: string }>(
      'SELECT SOPInstanceUID AS uid, TransferSyntaxUID AS syntax FROM instance',
    );
    const task = await end(send.start({ ...request, studies: ids('study') }));
    expect(task.done).toBe(stored.length);
    const refused = notes(task);
    const arrived = new Set(received(folder));
    const bytes = test.stored();
    const lost = stored.filter(({ uid }) => !arrived.has(dataSetOf(bytes.get(uid) ?? Buffer.alloc(200))));
    // What did not arrive is what this storescp has no name for, and is told.
    expect(refused.length).toBe(lost.length);
    expect(stored.length - lost.length).toBeGreaterThan(25);
    expect(new Set(stored.map(({ syntax }) => syntax)).size).toBeGreaterThan(8);
  });

  it('goes over several associations at once, and sends nothing twice', async () => {
    const { folder } = await startStorescp('--fork');
    const files = await storeSome(40);
    const task = await end(
      send.start({
        ...request,
        patients: ids('patient'),
        studies: uids(),
        series: ids('series'),
        associations: 4,
      }),
    );
    expect(task).toMatchObject({ state: 'succeeded', done: 40 });
    expect(received(folder)).toEqual(files.map(dataSetOf).sort());
  });

  it('tells which instances the peer does not take in the way they are stored, and sends the others', async () => {
    const { folder } = await startStorescp();
    await storeSome(2);
    await test.store(
      buildInstance({ InstanceNumber: 9, SeriesNumber: 3 }, { TransferSyntaxUID: jpegLossless }),
    );
    const task = await end(send.start({ ...request, studies: ids('study') }));
    expect(task).toMatchObject({
      state: 'failed',
      done: 3,
      failed: 1,
      problem: expect.stringContaining('1 of 3'),
    });
    expect(notes(task)).toEqual([{ reason: expect.stringContaining(jpegLossless) }]);
    expect(received(folder)).toHaveLength(2);
  });

  it('says at once that nothing of it is taken in the way it is stored, or that the peer refuses us', async () => {
    const { folder } = await startStorescp();
    await test.store(buildInstance({}, { TransferSyntaxUID: jpegLossless }));
    await send.close();
    // It would wait for ever if it took this for something that may pass.
    send = open([2 ** 30, 2 ** 30]);
    const task = await end(send.start({ ...request, studies: ids('study') }));
    expect(task).toMatchObject({ state: 'failed', done: 1, failed: 1 });
    expect(received(folder)).toEqual([]);
    await startStorescp('--refuse');
    const refused = await end(send.start({ ...request, studies: ids('study') }));
    expect(refused).toMatchObject({ state: 'failed', done: 0, problem: expect.stringContaining('refused') });
  });

  it('tries again until the peer is there, and an abort in the middle of an instance is no success', async () => {
    await send.close();
    send = open(Array.from({ length: 200 }, () => 50));
    const aborting = await startStorescp('--abort-during', '-v');
    const files = await storeSome(3, { Rows: 512, Columns: 512 });
    const task = send.start({ ...request, studies: ids('study'), associations: 1 });
    await vi.waitFor(() => expect(aborting.said()).toMatch(/abort/i), 20_000);
    await aborting.stop();
    expect(getTask(test.context.history, task.id)).toMatchObject({ state: 'running', done: 0 });
    const { folder } = await startStorescpAt(aborting.port);
    expect(await end(task)).toMatchObject({ state: 'succeeded', done: 3 });
    expect(received(folder)).toEqual(files.map(dataSetOf).sort());
  });

  it('gives up an instance with which the peer breaks off each time, and sends the others', async () => {
    const { port, folder } = await startStorescp();
    const bad = buildInstance({ InstanceNumber: 1, PatientName: 'BREAK^IT' });
    await test.store(bad);
    await storeSome(1, { SeriesNumber: 2 });
    const proxy = net.createServer((client) => {
      const server = net.connect(port, '127.0.0.1');
      for (const socket of [client, server]) socket.on('error', () => undefined);
      client.on('data', (bytes) => (bytes.includes('BREAK^IT') ? client.destroy() : server.write(bytes)));
      server.pipe(client);
      client.on('close', () => server.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    addPeer(typeof address === 'object' && address !== null ? address.port : 0);
    await send.close();
    send = open([0, 0, 0, 0, 0, 0, 0, 0]);
    const task = await end(send.start({ ...request, studies: ids('study'), associations: 1 }));
    expect(task).toMatchObject({ state: 'failed', done: 2, failed: 1 });
    expect(notes(task)).toEqual([{ reason: expect.stringContaining('broke off') }]);
    expect(received(folder)).toHaveLength(1);
  });

  it('fails for an instance whose file is gone, and sends the others', async () => {
    const { folder } = await startStorescp();
    await storeSome(3);
    const [first] = test.archive.instancesOfSeries(1);
    unlinkSync(first!.file);
    const task = await end(send.start({ ...request, studies: ids('study') }));
    expect(task).toMatchObject({ state: 'failed', done: 3, failed: 1 });
    expect(notes(task)).toEqual([{ reason: expect.stringContaining('cannot be read') }]);
    expect(received(folder)).toHaveLength(2);
  });

  it('goes on after a restart where it was, and ends at once by a cancel', async () => {
    const { folder } = await startStorescp();
    const files = await storeSome(20, { Rows: 256, Columns: 256 });
    const task = send.start({ ...request, studies: ids('study'), associations: 1 });
    await send.close();
    expect(getTask(test.context.history, task.id).state).toBe('running');
    send = open();
    expect(await end(task)).toMatchObject({ state: 'succeeded', done: 20, total: 20 });
    expect(received(folder)).toEqual(files.map(dataSetOf).sort());
    const again = send.start({ ...request, studies: ids('study') });
    expect(send.cancel(again.id)).toMatchObject({ state: 'cancelled' });
    expect(send.cancel(again.id)).toMatchObject({ state: 'cancelled' });
  });
});

it('finds what is to be sent next by an index, however much waits', () => {
  const plan = test.context.history.explain(
    `SELECT series_key, SOPInstanceUID FROM send_item WHERE task_id = ? AND state = 'waiting'
     ORDER BY attempts, series_key, SOPInstanceUID LIMIT ?`,
    ['task', 10],
  );
  expect(plan.join('\n')).toMatch(/USING COVERING INDEX send_item_waiting/);
  expect(plan.join('\n')).not.toContain('TEMP B-TREE');
});

describe('a peer that cannot take anything', () => {
  it('is tried again with pauses, and then the task says why it failed', async () => {
    addPeer(await freePort());
    await storeSome(1);
    const task = await end(send.start({ ...request, studies: ids('study') }));
    expect(task).toMatchObject({
      state: 'failed',
      done: 0,
      problem: expect.stringContaining('cannot be reached'),
    });
  });

  it('is refused at once when it is unknown, is a web server, or there is nothing to send', async () => {
    const start = (changes: object) => () => send.start({ ...request, ...changes });
    expect(start({ studies: ['x'] })).toThrow(expect.objectContaining({ code: 'peer-not-found' }));
    test.setOptions({ peers: [peerSchema.parse({ kind: 'dicomweb', name: 'peer', url: 'http://x/' })] });
    expect(start({})).toThrow(expect.objectContaining({ code: 'peer-refused' }));
    addPeer(104);
    expect(start({ studies: ['x'] })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(test.context.history.all('SELECT * FROM task')).toEqual([]);
  });
});
