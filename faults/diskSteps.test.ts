import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { backupOptionsSchema, peersOptionsSchema, scpOptionsSchema } from '../contract/index.ts';
import {
  count,
  faultsIn,
  freePort,
  mountTinyDisk,
  noDiskGuard,
  noteOutcome,
  postOne,
  query,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  until,
  untilAtRest,
} from './support/index.ts';
import type { EngineProcess } from './support/index.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'faults-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function untilEnded(engine: EngineProcess, application: string, task: string) {
  let ended = await engine.request('tasks.get', { application, task });
  await until('a task has ended', async () => {
    ended = await engine.request('tasks.get', { application, task });
    return ended.state !== 'running';
  });
  return ended;
}

it('a full disk under the automatic backup: it is told, nothing half is left, and the next one is whole', async (context) => {
  const bench = await setUp();
  const { application, folders } = bench;
  const disk = mountTinyDisk(context, folders.backups, '8m');
  const sent = smallPatients(0, 2);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  await untilAtRest(bench, sent);
  disk.fill();
  // Another interval makes it look at once whether one is due.
  const everyMinutes = (minutes: number) =>
    engine.request('applications.set_options', {
      application,
      options: { backups: backupOptionsSchema.parse({ everyMinutes: minutes }) },
    });
  const list = () => engine.request('backups.list', { application });
  await everyMinutes(20);
  await until('the backup has failed', async () => (await list()).problem !== null);
  expect(await list()).toMatchObject({ backups: [], problem: expect.stringMatching(/no space left/i) });
  expect(readdirSync(folders.backups)).toEqual([disk.ballast]);
  disk.empty();
  await everyMinutes(21);
  await until('there is a backup', async () => (await list()).backups.length === 1);
  const { backups, problem } = await list();
  expect(problem).toBeNull();
  const backup = new Sqlite(backups[0]?.file ?? '', { readonly: true });
  onTestFinished(() => void backup.close());
  expect(backup.prepare('SELECT count(*) AS n FROM instance').get()).toEqual({ n: sent.length });
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'said so, made when there was room');
});

it('a full disk under the output of jobs: they succeed, and their attempts say what is missing', async (context) => {
  const bench = await setUp();
  const { application, folders } = bench;
  const disk = mountTinyDisk(context, folders.runs, '8m');
  const hold = path.join(folders.logs, 'hold-to-print');
  writeFileSync(hold, '');
  const sent = smallPatients(0, 1);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  await until('everything else has ended', () => {
    const states = query<{ state: string }>(bench, 'SELECT state FROM job_run ORDER BY key');
    return (
      readdirSync(folders.logs).some((name) => name.startsWith('held-')) &&
      states.filter(({ state }) => state === 'running').length === 1 &&
      !states.some(({ state }) => state === 'queued')
    );
  });
  // What waits for it could not write either.
  await engine.request('channels.pause', { application });
  disk.fill();
  rmSync(hold);
  const ended = "SELECT count(*) AS n FROM job_run WHERE job_name = 'measure' AND state = 'succeeded'";
  await until('the job has ended', () => count(bench, ended) === 1);
  disk.empty();
  await engine.request('channels.resume', { application });
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  expect(
    query(
      bench,
      `SELECT job_name AS jobName, problem FROM attempt JOIN job_run ON job_run.key = job_run_key
       WHERE problem IS NOT NULL`,
    ),
  ).toEqual([
    { jobName: 'measure', problem: expect.stringMatching(/log could not be written.*no space left/i) },
  ]);
  noteOutcome(context, bench, sent, 'the attempt says that output is missing');
});

it('a full disk under the kept code of services: jobs run and their cards say so, an update is refused as a whole', async (context) => {
  const bench = await setUp();
  const { application, folders } = bench;
  const kept = path.join(folders.root, 'service-versions');
  const before = temporaryFolder();
  cpSync(kept, before, { recursive: true });
  const disk = mountTinyDisk(context, kept, '8m');
  cpSync(before, kept, { recursive: true });
  const names = () => readdirSync(kept, { recursive: true, encoding: 'utf8' }).toSorted();
  const namesBefore = names();
  const sent = smallPatients(0, 2);
  const engine = await startEngine(bench.home);
  disk.fill();
  // A version that was never kept.
  appendFileSync(path.join(folders.modules, 'sample', 'main.py'), '\n# Edited in place.\n');
  await sendAll(bench, sent.slice(0, 2));
  await untilAtRest(bench, sent.slice(0, 2));
  const cards = () =>
    query<{ problems: string; version: string | null }>(
      bench,
      `SELECT problems, service_version AS version FROM provenance JOIN job_run ON job_run.key = job_run_key
       WHERE job_name IN ('measure', 'report') ORDER BY job_run_key`,
    );
  for (const card of cards()) {
    expect(card).toEqual({ problems: expect.stringMatching(/could not be kept.*no space/i), version: null });
  }
  expect(cards()).toHaveLength(2);
  const source = temporaryFolder();
  cpSync(path.join(import.meta.dirname, 'services', 'parts'), source, { recursive: true });
  appendFileSync(path.join(source, 'module', 'main.py'), '\n# Another version.\n');
  const install = () =>
    engine.request('services.install', { application, path: source, name: 'parts', replace: true });
  const versions = () => engine.request('services.versions', { application, name: 'parts' });
  await expect(install()).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringMatching(/no space left/),
  });
  expect(await versions()).toHaveLength(1);
  expect(names()).toEqual([disk.ballast, ...namesBefore].toSorted());
  disk.empty();
  await install();
  expect(await versions()).toHaveLength(2);
  await sendAll(bench, sent.slice(2));
  await untilAtRest(bench, sent);
  expect(cards().slice(2)).toEqual(
    Array.from({ length: 2 }, () => ({ problems: '[]', version: expect.stringMatching(/^[0-9a-f]{64}$/) })),
  );
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'said on the cards, the update refused and made when there was room');
});

it('a full disk under results that go to a folder: nothing half is left, and all of it comes when there is room', async (context) => {
  const bench = await setUp();
  const { application } = bench;
  const place = temporaryFolder();
  // Of bytes there are enough: it is a file that cannot be made.
  mountTinyDisk(context, place, '1g,nr_inodes=12');
  const sent = smallPatients(0, 2);
  const patients = [...new Set(sent.map(({ PatientID }) => PatientID))];
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  await untilAtRest(bench, sent);
  const spares: string[] = [];
  const fill = () => {
    try {
      for (;;) {
        const spare = path.join(place, `spare-${spares.length}`);
        writeFileSync(spare, '');
        spares.push(spare);
      }
    } catch {
      // No more can be made.
    }
  };
  const empty = (files = spares.length) => {
    for (const spare of spares.splice(-files, files)) rmSync(spare);
  };
  const onlySpares = () => expect(readdirSync(place)).toHaveLength(spares.length);
  const exportTo = async (form: 'folder' | 'zip') => {
    const target = path.join(place, form === 'zip' ? 'all.zip' : 'all');
    const task = await engine.request('studies.export', { application, patients, form, target });
    return untilEnded(engine, application, task.id);
  };
  const isFull = { state: 'failed', problem: expect.stringMatching(/no space left for the export/) };
  fill();
  expect(await exportTo('zip')).toMatchObject(isFull);
  onlySpares();
  // Some of it can be written, not all.
  empty(5);
  expect(await exportTo('folder')).toMatchObject(isFull);
  onlySpares();
  empty();
  expect(await exportTo('zip')).toMatchObject({ state: 'succeeded' });
  expect(readdirSync(place)).toEqual(['all.zip']);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'the export failed as out of space, and was made when there was room');
});

it('a full disk at the peer that results are sent to: they are sent again, and all are there once', async (context) => {
  const port = await freePort();
  const peer = { kind: 'dicom', name: 'store', aeTitle: 'STORE', host: '127.0.0.1', port };
  const bench = await setUp({ options: { peers: peersOptionsSchema.parse([peer]) } });
  const place = temporaryFolder();
  const disk = mountTinyDisk(context, place, '16m');
  const folder = path.join(place, 'application');
  mkdirSync(folder);
  const sent = smallPatients(0, 2);
  const patients = [...new Set(sent.map(({ PatientID }) => PatientID))];
  const engine = await startEngine(bench.home);
  const store = await engine.request('applications.create', {
    name: 'Store',
    folder,
    options: {
      quietSeconds: 600,
      diskGuard: noDiskGuard,
      scp: scpOptionsSchema.parse({ enabled: true, port, aeTitle: 'STORE' }),
    },
  });
  await sendAll(bench, sent);
  await untilAtRest(bench, sent);
  disk.fill();
  const task = await engine.request('peers.send', {
    application: bench.application,
    peer: 'store',
    patients,
    studies: [],
    series: [],
  });
  await until('it was refused', async () => {
    const { doors } = await engine.request('doors.list', { application: store.id });
    return doors.some(({ counts }) => counts.refused > 0);
  });
  disk.empty();
  expect(await untilEnded(engine, bench.application, task.id)).toMatchObject({ state: 'succeeded' });
  const received = new Sqlite(path.join(folder, 'history.sqlite'), { readonly: true });
  const uids = received.prepare('SELECT SOPInstanceUID AS uid FROM instance ORDER BY 1').all();
  received.close();
  expect(uids).toEqual(sent.map(({ SOPInstanceUID }) => ({ uid: SOPInstanceUID })));
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'refused by the peer meanwhile, all there once');
});

it('a full disk under the quarantine: what cannot be kept is refused, and kept when there is room', async (context) => {
  const bench = await setUp();
  const { application, folders } = bench;
  const disk = mountTinyDisk(context, folders.quarantine, '1m');
  const sent = smallPatients(0, 2);
  const engine = await startEngine(bench.home);
  disk.fill();
  const [whole] = sent;
  if (whole === undefined) throw new Error('There is nothing to send');
  // It ends in the middle.
  const damaged = { ...whole, bytes: whole.bytes.subarray(0, 900) };
  const list = () => engine.request('quarantine.list', { application });
  let status: number | null = null;
  await until('the door is open', async () => {
    status = await postOne(bench, damaged);
    return status !== null;
  });
  expect(status).toBe(507);
  expect(readdirSync(folders.quarantine)).toEqual([disk.ballast]);
  expect((await list()).usage.files).toBe(0);
  // What needs no quarantine is taken meanwhile.
  await sendAll(bench, sent.slice(0, 2));
  disk.empty();
  await until('it is kept', async () => {
    await postOne(bench, damaged);
    return (await list()).usage.files === 1;
  });
  expect(readdirSync(folders.quarantine)).toHaveLength(1);
  await sendAll(bench, sent.slice(2));
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'what was damaged refused meanwhile, kept when there was room');
});
