import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { peerSchema } from '../../../../contract/index.ts';
import type { Task } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { freePort, startPeer } from '../../dimse/testing/index.ts';
import type { PeerProgram } from '../../dimse/testing/index.ts';
import { getTask } from '../../history/index.ts';
import { openTestDoors } from '../../intake/testing/index.ts';
import type { TestDoors } from '../../intake/testing/index.ts';
import { createPeers } from '../../peers/index.ts';
import { createSend } from './send.ts';
import type { Send } from './send.ts';

const hasDcmtk = spawnSync('storescp', ['--version']).status === 0;
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

const ids = (table: 'study' | 'series') =>
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
const request = { peer: 'peer', studies: [] as string[], series: [] as string[], associations: 2 };

/** The data set of a file: all behind its file meta information. */
const dataSetOf = (file: Buffer) => file.subarray(144 + file.readUInt32LE(140)).toString('base64');
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

  it('goes over several associations at once, and sends nothing twice', async () => {
    const { folder } = await startStorescp('--fork');
    const files = await storeSome(40);
    const task = await end(
      send.start({ ...request, studies: uids(), series: ids('series'), associations: 4 }),
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

  it('tries again until the peer is there, and an abort in the middle of an instance is no success', async () => {
    await send.close();
    send = open(Array.from({ length: 200 }, () => 50));
    const aborting = await startStorescp('--abort-during', '-v');
    const files = await storeSome(3, { Rows: 512, Columns: 512 });
    const task = send.start({ ...request, studies: ids('study'), associations: 1 });
    await vi.waitFor(() => expect(aborting.said()).toMatch(/abort/i));
    await aborting.stop();
    expect(getTask(test.context.history, task.id)).toMatchObject({ state: 'running', done: 0 });
    const { folder } = await startStorescpAt(aborting.port);
    expect(await end(task)).toMatchObject({ state: 'succeeded', done: 3 });
    expect(received(folder)).toEqual(files.map(dataSetOf).sort());
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
