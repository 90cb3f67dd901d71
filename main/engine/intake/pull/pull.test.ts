import { once } from 'node:events';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { peerSchema, scpOptionsSchema } from '../../../../contract/index.ts';
import type { Peer, Task } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { freePort, hasDcmqrscp, hasOrthanc, startDcmqrscp, startOrthanc } from '../../dimse/testing/index.ts';
import type { ArchiveProgram } from '../../dimse/testing/index.ts';
import { createCompleteness } from '../../completeness/index.ts';
import type { ComingStudy, Completeness } from '../../completeness/index.ts';
import { identifiersOf } from '../../dicom/index.ts';
import { getTask } from '../../history/index.ts';
import { createPeers } from '../../peers/index.ts';
import { createScpDoor } from '../scp/index.ts';
import { openTestDoors } from '../testing/index.ts';
import type { TestDoors } from '../testing/index.ts';
import { createPull } from './pull.ts';
import type { Pull } from './pull.ts';

let root: string;
let test: TestDoors;
let scp: ReturnType<typeof createScpDoor>;
let pull: Pull;
let scpPort: number;
let completeness: Completeness;
/** What was announced, item by item. */
let announced: ComingStudy[];

beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'pull-'));
  test = openTestDoors(path.join(root, 'application'));
  scpPort = await freePort();
  const taking = { doors: test.doors.intake, quarantine: test.quarantine };
  scp = createScpDoor(test.context, taking);
  announced = [];
  completeness = openCompleteness();
  pull = openPull();
  test.doors.add(pull);
  test.doors.add(scp);
});
afterEach(async () => {
  await pull.close();
  await scp.close();
  await completeness.close();
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

function openPull(): Pull {
  return createPull(test.context, {
    doors: test.doors.intake,
    quarantine: test.quarantine,
    peers: createPeers(test.context, (peers) => test.setOptions({ peers })),
    fetches: {
      ...completeness.fetches,
      announce(task, studies) {
        announced.push(...studies);
        completeness.fetches.announce(task, studies);
      },
    },
    scp,
    backOff: [0, 0],
  });
}

/** What is complete is taken by planning at once, so that what comes later is late. */
function openCompleteness(): Completeness {
  const opened = createCompleteness(test.context, {
    wakePlanning: () =>
      test.context.history.run("UPDATE arrival SET state = 'planned' WHERE state = 'complete'"),
  });
  test.completeness = opened;
  return opened;
}

interface ArrivalRow {
  state: string;
  completed_by: string | null;
  instance_count: number;
  missing: string;
}
const arrivals = () => test.context.history.all<ArrivalRow>('SELECT * FROM arrival');

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
const retrieve = (...items: { StudyInstanceUID: string; SeriesInstanceUID?: string }[]) =>
  pull.retrieve({ peer: 'peer', items });

const jpegLossless = '1.2.840.10008.1.2.4.70';
const study = '1.2.3.4';
const files = [
  ...[1, 2, 3].map((InstanceNumber) =>
    buildInstance({
      StudyInstanceUID: study,
      SeriesInstanceUID: `${study}.1`,
      InstanceNumber,
      Rows: 200,
      Columns: 300,
    }),
  ),
  buildInstance({
    StudyInstanceUID: study,
    SeriesInstanceUID: `${study}.2`,
    SeriesNumber: 2,
    PatientName: 'Müller^J',
  }),
  buildInstance({ StudyInstanceUID: '9.9', SeriesInstanceUID: '9.9.1' }),
];

/** The data set of a file: all behind its file meta information. */
const dataSetOf = (file: Buffer) => file.subarray(144 + file.readUInt32LE(140)).toString('base64');
const PatientID = 'TEST-1';
const stored = () => [...test.stored().values()].map(dataSetOf).sort();
const ofStudy = files.slice(0, 4).map(dataSetOf).sort();

function addPeer(program: ArchiveProgram, way: 'get' | 'move' | 'web'): void {
  const { aeTitle, port, webUrl } = program;
  const peer: Peer =
    way === 'web'
      ? peerSchema.parse({ kind: 'dicomweb', name: 'peer', url: webUrl })
      : peerSchema.parse({ kind: 'dicom', name: 'peer', aeTitle, host: '127.0.0.1', port, retrieveBy: way });
  test.setOptions({ peers: [peer] });
}

async function openScp(): Promise<void> {
  test.setOptions({ scp: scpOptionsSchema.parse({ enabled: true, port: scpPort, aeTitle: 'OURS' }) });
  await scp.settled();
}

type Start = typeof startDcmqrscp;
const kinds: [string, boolean, Start, 'get' | 'move' | 'web'][] = [
  ['C-GET from dcmqrscp', hasDcmqrscp, startDcmqrscp, 'get'],
  ['C-MOVE from dcmqrscp', hasDcmqrscp, startDcmqrscp, 'move'],
  ['C-GET from Orthanc', hasOrthanc, startOrthanc, 'get'],
  ['C-MOVE from Orthanc', hasOrthanc, startOrthanc, 'move'],
  ['WADO-RS from Orthanc', hasOrthanc, startOrthanc, 'web'],
];

describe.each(kinds)('%s', (name, isInstalled, start, way) => {
  async function open(): Promise<void> {
    if (way === 'move') await openScp();
    const program = await start(root, files, [{ aeTitle: 'OURS', port: scpPort }]);
    onTestFinished(() => program.stop());
    addPeer(program, way);
  }

  it.skipIf(!isInstalled)(
    'brings a series, then all of its study byte for byte, and nothing twice or beside',
    async () => {
      await open();
      const series = { StudyInstanceUID: study, SeriesInstanceUID: `${study}.2` };
      expect(await end(retrieve(series))).toMatchObject({ kind: 'retrieve', state: 'succeeded', done: 1 });
      expect(stored()).toEqual([dataSetOf(files[3]!)]);
      const { patient: patientId } = identifiersOf({
        PatientID,
        StudyInstanceUID: '',
        SeriesInstanceUID: '',
        SOPInstanceUID: '',
      });
      const coming = { item: 0, StudyInstanceUID: study, patientId, title: expect.any(String) };
      expect(announced.splice(0)).toEqual([{ ...coming, instanceCount: null }]);
      const task = await end(retrieve({ StudyInstanceUID: study }));
      expect(task).toMatchObject({ state: 'succeeded', done: 4, failed: 0, problem: null });
      expect(stored()).toEqual(ofStudy);
      // dcmqrscp does not tell how many there are.
      const instanceCount = name.includes('dcmqrscp') ? null : 4;
      expect(announced).toEqual([{ ...coming, instanceCount }]);
      expect(test.summary(way === 'move' ? 'scp' : 'pull')).toMatchObject({
        counts: { new: 4, alreadyThere: 1 },
        senders: [{ sender: expect.stringMatching(/peer|QRSCP|ORTHANC/) }],
      });
      expect(test.leftovers()).toEqual([]);
    },
  );

  it.skipIf(!isInstalled)('brings two studies of one patient as one arrival', async () => {
    test.setOptions({ quietSeconds: 0 });
    await open();
    const items = [{ StudyInstanceUID: study }, { StudyInstanceUID: '9.9' }];
    expect(await end(retrieve(...items))).toMatchObject({ state: 'succeeded', done: 5 });
    await vi.waitUntil(() => arrivals().every(({ state }) => state === 'planned'), 20_000);
    expect(arrivals()).toMatchObject([
      {
        instance_count: 5,
        missing: '[]',
        completed_by: name.includes('dcmqrscp') ? 'quiet-time' : 'expected-instances',
      },
    ]);
    expect(test.context.history.all('SELECT * FROM fetch_item')).toEqual([]);
  });
});

/** Has a web server be the one peer, by the name `peer`, as long as the test goes on. */
async function becomePeer(server: http.Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  test.setOptions({
    peers: [peerSchema.parse({ kind: 'dicomweb', name: 'peer', url: `http://127.0.0.1:${port}` })],
  });
}

describe('two studies of one patient, the second of which keeps us waiting', () => {
  let isReady: boolean;
  let told: Record<string, unknown>[];

  beforeEach(async () => {
    test.setOptions({ quietSeconds: 0 });
    isReady = false;
    const waiting: (() => void)[] = [];
    const value = (vr: string, ...values: unknown[]) => ({ vr, Value: values });
    told = [study, '9.9'].map((uid) => ({
      '0020000D': value('UI', uid),
      '00100020': value('LO', PatientID),
      '00081030': value('LO', `described ${uid}`),
      '00201208': value('IS', 1),
    }));
    const server = http.createServer((request, response) => {
      const { url = '' } = request;
      if (url.startsWith('/studies?')) {
        const asked = new URL(url, 'http://x').searchParams.get('StudyInstanceUID')?.split(',') ?? [];
        const answers = told.filter((one) => asked.some((uid) => JSON.stringify(one).includes(`["${uid}"]`)));
        return void response.setHeader('content-type', 'application/dicom+json').end(JSON.stringify(answers));
      }
      const file = url.includes('9.9') ? files[4]! : files[0]!;
      const head = '--b\r\nContent-Type: application/dicom\r\n\r\n';
      response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=b');
      const hand = () =>
        void response.end(Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--b--')]));
      if (url.includes('9.9') && !isReady) waiting.push(hand);
      else hand();
      return undefined;
    });
    await becomePeer(server);
  });
  const waitsFor = (text: string) =>
    vi.waitUntil(() => arrivals()[0]?.missing.includes(text) === true, { timeout: 5000 });
  const planned = () =>
    vi.waitUntil(() => arrivals().every(({ state }) => state === 'planned'), { timeout: 5000 });

  it.each([
    ['tells', '0 of 1 expected instances of the study described 9.9', 'expected-instances'],
    ['does not tell', 'The study described 9.9 is still being fetched.', 'quiet-time'],
  ])('make one arrival, also across a restart, where the peer %s their numbers', async (way, text, by) => {
    if (way !== 'tells') for (const one of told) delete one['00201208'];
    const task = retrieve({ StudyInstanceUID: study }, { StudyInstanceUID: '9.9' });
    await waitsFor(text);
    await pull.close();
    await completeness.close();
    completeness = openCompleteness();
    isReady = true;
    pull = openPull();
    expect(await end(task)).toMatchObject({ state: 'succeeded', done: 2 });
    await planned();
    expect(arrivals()).toMatchObject([{ instance_count: 2, completed_by: by }]);
  });

  it('do not wait for each other any more when the task is cancelled', async () => {
    const task = retrieve({ StudyInstanceUID: study }, { StudyInstanceUID: '9.9' });
    await waitsFor('0 of 1');
    pull.cancel(task.id);
    await planned();
    expect(arrivals()).toMatchObject([{ instance_count: 1, completed_by: 'quiet-time' }]);
  });

  it('let the first go where somebody wanted it now', async () => {
    const task = retrieve({ StudyInstanceUID: study }, { StudyInstanceUID: '9.9' });
    await waitsFor('0 of 1');
    expect(completeness.processNow()).toBe(1);
    await planned();
    pull.cancel(task.id);
    await end(task);
    expect(arrivals()).toMatchObject([{ instance_count: 1, completed_by: 'process-now' }]);
  });

  it('are not waited for after a start that finds the task ended', async () => {
    const task = retrieve({ StudyInstanceUID: study }, { StudyInstanceUID: '9.9' });
    await waitsFor('0 of 1');
    await pull.close();
    await completeness.close();
    test.context.history.run("UPDATE task SET state = 'cancelled' WHERE id = ?", [task.id]);
    completeness = openCompleteness();
    pull = openPull();
    completeness.optionsChanged();
    await planned();
    expect(arrivals()).toMatchObject([{ instance_count: 1 }]);
  });
});

describe('fetching', () => {
  it.skipIf(!hasOrthanc || !hasDcmqrscp)(
    'brings compressed instances as they are stored at the peer',
    async () => {
      const [plain, packed] = [path.join(root, 'plain.dcm'), path.join(root, 'packed.dcm')];
      writeFileSync(plain, files[0]!);
      expect(spawnSync('dcmcjpeg', [plain, packed]).status).toBe(0);
      const compressed = readFileSync(packed);
      expect(compressed.includes(jpegLossless)).toBe(true);
      const program = await startOrthanc(root, []);
      onTestFinished(() => program.stop());
      const posted = await fetch(`${program.webUrl?.replace('/dicom-web', '')}/instances`, {
        method: 'POST',
        body: new Uint8Array(compressed),
      });
      expect(posted.status).toBe(200);
      for (const way of ['get', 'web'] as const) {
        addPeer(program, way);
        expect(await end(retrieve({ StudyInstanceUID: study }))).toMatchObject({
          state: 'succeeded',
          done: 1,
        });
      }
      expect(stored()).toEqual([dataSetOf(compressed)]);
      expect(test.summary('pull')?.counts).toMatchObject({ new: 1, alreadyThere: 1 });
    },
  );

  it.skipIf(!hasDcmqrscp)('by C-GET brings rare SOP classes, which dcmqrscp does not tell', async () => {
    const classes = ['1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.5.1.4.1.1.13.1.4'];
    const held = [...classes, '1.2.840.10008.5.1.4.1.1.104.5'].map((SOPClassUID, index) =>
      buildInstance({ StudyInstanceUID: study, SOPClassUID, InstanceNumber: index + 1 }),
    );
    const program = await startDcmqrscp(root, held);
    onTestFinished(() => program.stop());
    addPeer(program, 'get');
    const task = await end(retrieve({ StudyInstanceUID: study }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3, failed: 0, problem: null });
    expect(stored()).toEqual(held.map(dataSetOf).sort());
  });

  it.skipIf(!hasOrthanc)(
    'by C-GET says of what Orthanc does not hand over what it is and what to do',
    async () => {
      const vendor = '1.2.826.0.1.3680043.9.1';
      const program = await startOrthanc(root, [files[0]!]);
      onTestFinished(() => program.stop());
      const posted = await fetch(`${program.webUrl?.replace('/dicom-web', '')}/instances`, {
        method: 'POST',
        body: new Uint8Array(
          buildInstance({ StudyInstanceUID: study, SOPClassUID: vendor, InstanceNumber: 2 }),
        ),
      });
      expect(posted.status).toBe(200);
      addPeer(program, 'get');
      expect(await end(retrieve({ StudyInstanceUID: study }))).toMatchObject({ state: 'failed', failed: 1 });
      expect(stored()).toEqual([dataSetOf(files[0]!)]);
      expect(test.context.history.all('SELECT path, reason FROM import_note')).toEqual([
        {
          path: study,
          reason:
            `The peer could not hand over 1 instance(s). By C-GET it hands over nothing of the SOP class ${vendor} ` +
            '(private, 1 instance). Set this peer to C-MOVE and fetch again: what is here already stays as it is.',
        },
      ]);
    },
  );

  it.skipIf(!hasDcmqrscp)(
    'by C-MOVE needs our own door, and says so before anything is asked of the peer',
    async () => {
      const program = await startDcmqrscp(root, []);
      onTestFinished(() => program.stop());
      addPeer(program, 'move');
      expect(() => retrieve({ StudyInstanceUID: study })).toThrow(
        expect.objectContaining({ code: 'peer-refused' }),
      );
    },
  );

  it.skipIf(!hasOrthanc)('by C-MOVE fails in words when the peer does not know us', async () => {
    await openScp();
    const program = await startOrthanc(root, files);
    onTestFinished(() => program.stop());
    addPeer(program, 'move');
    const task = await end(retrieve({ StudyInstanceUID: study }));
    expect(task).toMatchObject({ state: 'failed', failed: expect.any(Number) });
    expect(test.instances()).toEqual([]);
  });

  it('from a peer that is not there fails after some tries, with the reason', async () => {
    addPeer(
      { aeTitle: 'NONE', port: await freePort(), webUrl: null, said: () => '', stop: async () => undefined },
      'get',
    );
    const task = await end(retrieve({ StudyInstanceUID: study }));
    expect(task).toMatchObject({ state: 'failed', done: 0, failed: 1 });
    const notes = test.context.history.all<{ reason: string }>('SELECT reason FROM import_note');
    expect(notes).toEqual([{ reason: expect.stringContaining('cannot be reached') }]);
  });

  it('goes on after a restart with the studies that are left, and ends by a cancel', async () => {
    // A web server that hands out one study, and says nothing at all of the other.
    let isReady = false;
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
      const { url = '' } = request;
      if (url.startsWith('/studies?')) return void response.writeHead(204).end();
      asked.push(url);
      if (url.includes('9.9') && !isReady) return undefined;
      const file = url.includes('9.9') ? files[4]! : files[0]!;
      const head = '--b\r\nContent-Type: application/dicom\r\n\r\n';
      response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=b');
      return void response.end(Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--b--')]));
    });
    await becomePeer(server);
    const task = retrieve({ StudyInstanceUID: study }, { StudyInstanceUID: '9.9' });
    await until(task.id, ({ done }) => done === 1);
    await pull.close();
    isReady = true;
    pull = openPull();
    expect(await end(task)).toMatchObject({ state: 'succeeded', done: 2, failed: 0 });
    expect(test.instances()).toHaveLength(2);
    expect(asked.filter((url) => url === `/studies/${study}`)).toHaveLength(1);

    isReady = false;
    const other = retrieve({ StudyInstanceUID: '9.9' });
    expect(pull.cancel(other.id)).toMatchObject({ state: 'cancelled' });
    expect(test.leftovers()).toEqual([]);
  });

  it.each([
    ['breaks off in the middle', '--b\r\n\r\n', 0.5],
    ['is no multipart message', 'hello', 1],
  ])('of an answer that %s fails and leaves nothing behind', async (_name, head, part) => {
    const server = http.createServer((request, response) => {
      if (request.url?.startsWith('/studies?') === true) return void response.writeHead(204).end();
      response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=b');
      const body = Buffer.concat([Buffer.from(head), files[0]!]);
      return void response.end(body.subarray(0, body.length * part));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    test.setOptions({
      peers: [peerSchema.parse({ kind: 'dicomweb', name: 'peer', url: `http://127.0.0.1:${port}` })],
    });
    expect(await end(retrieve({ StudyInstanceUID: study }))).toMatchObject({ state: 'failed', failed: 1 });
    expect(test.instances()).toEqual([]);
    expect(test.leftovers()).toEqual([]);
  });
});
