import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import type { Chosen } from '../../../contract/index.ts';
import { openTestWalk } from '../archive/testing/index.ts';
import type { TestWalk } from '../archive/testing/index.ts';
import { createStillness, runFolders } from '../context/index.ts';
import { getStudy, getTask, listArrivals, listRuns, listStudies } from '../history/index.ts';
import { createRetention } from '../retention/index.ts';
import { createDeletion } from './index.ts';
import type { Deletion } from './index.ts';

let root: string;
let walk: TestWalk;
let cancelled: string[];
let closing: (() => Promise<void>)[];
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'deletion-'));
  walk = openTestWalk(root);
  cancelled = [];
  closing = [];
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  await walk.close();
  rmSync(root, { recursive: true, force: true });
});

function open(hasOrthanc = false): Deletion {
  const { context } = walk.application;
  const retention = createRetention(context, { deleteQuarantined: () => 0, trialsBefore: async () => [] });
  const deletion = createDeletion(context, {
    archive: walk.archive,
    completeness: walk.completeness,
    retention,
    control: {
      async cancel({ choice }) {
        cancelled.push(...(choice.runs ?? []));
        // As the end of their jobs would.
        for (const run of choice.runs ?? [])
          context.history.run("UPDATE run SET state = 'cancelled', finished_at = 1 WHERE id = ?", [run]);
        return { cancelled: 1, ending: 0, skipped: 0, alreadyEnded: 0, cleanUp: 0, runs: 1 };
      },
    },
    abandon: (arrival) => walk.planning.abandon(arrival),
    hasOrthanc: () => hasOrthanc,
  });
  closing.push(
    () => deletion.close(),
    () => retention.close(),
  );
  return deletion;
}
const history = () => walk.application.context.history;
const nothing: Chosen = { patients: [], studies: [], series: [] };
const options = { cancelRuns: false, inputCopies: false, from: 'program' } as const;
const files = () =>
  readdirSync(walk.application.context.folders.archive, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dcm'))
    .sort();
const count = (table: string) => history().get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;
const study = (StudyInstanceUID: string) =>
  listStudies(history(), { limit: 100 }).rows.find((one) => one.StudyInstanceUID === StudyInstanceUID)!;
async function ended(task: { id: string }) {
  await expect.poll(() => getTask(history(), task.id).state, { timeout: 20_000 }).not.toBe('running');
  return getTask(history(), task.id);
}

const first = { StudyInstanceUID: '1.2.3.1', PatientID: 'A', PatientName: 'ALPHA^ANNA' };
const second = { StudyInstanceUID: '1.2.3.2', PatientID: 'A', PatientName: 'ALPHA^ANNA' };
const other = { StudyInstanceUID: '1.2.3.3', PatientID: 'B', PatientName: 'BETA^BERT' };

/** A study that was processed, whose run has a copy of its images. */
async function processedWithCopy() {
  await walk.receive(buildInstance(first));
  walk.completeness.processNow();
  await walk.untilEnded(1);
  const run = walk.runs()[0]!;
  const input = path.join(runFolders(walk.application.context.folders, run.id).data, 'dicom');
  mkdirSync(input, { recursive: true });
  writeFileSync(path.join(input, 'copy.dcm'), 'x'.repeat(10));
  await expect.poll(() => history().get('SELECT 1 FROM run WHERE delivered_at IS NOT NULL')).toBeDefined();
  return { run, input };
}

describe('deleting studies', () => {
  it('removes rows, files and folders of what is meant, tells before exactly what goes, and leaves the others', async () => {
    await walk.receive(
      buildInstance({ ...first, InstanceNumber: 1 }),
      buildInstance({ ...first, InstanceNumber: 2 }),
      buildInstance({ ...first, SeriesNumber: 2, Modality: 'MR' }),
      buildInstance(second),
      buildInstance(other),
    );
    const deletion = open();
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    const { bytes } = study('1.2.3.1');
    const preview = deletion.preview(chosen);
    expect(preview).toMatchObject({
      goes: { patients: 1, studies: 1, series: 2, instances: 3, bytes },
      runsKept: 0,
      activeRunCount: 0,
      inUse: [],
      staysInOrthanc: false,
    });
    const before = files();
    const task = await ended(deletion.start({ ...chosen, ...options }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3, total: 3, bytes, title: '1 study, 2 series' });
    expect(files()).toHaveLength(before.length - 3);
    expect(
      listStudies(history(), { limit: 9 })
        .rows.map((one) => one.StudyInstanceUID)
        .sort(),
    ).toEqual(['1.2.3.2', '1.2.3.3']);
    // Nothing ran on it: no name is kept.
    expect([count('study'), count('series'), count('patient')]).toEqual([2, 2, 2]);
    const folders = readdirSync(walk.application.context.folders.archive).filter((name) => name.length === 2);
    expect(new Set(folders)).toEqual(new Set(files().map((name) => name.slice(0, 2))));
  });

  it('takes a patient with studies and one of them named twice once, and forgets the patient with the last of it', async () => {
    await walk.receive(buildInstance(first), buildInstance(second), buildInstance(other));
    const deletion = open();
    const { id, patient } = study('1.2.3.1');
    const chosen = { patients: [patient], studies: [id, '1.2.3.1'], series: [] };
    expect(deletion.preview(chosen).goes).toMatchObject({ patients: 1, studies: 2, instances: 2 });
    await ended(deletion.start({ ...chosen, ...options }));
    expect(count('patient')).toBe(1);
    expect(JSON.stringify(history().all('SELECT * FROM patient'))).not.toContain('ALPHA');
  });

  it('ends an arrival that is still collecting, and what comes later is one of its own', async () => {
    walk.application.options = applicationOptionsSchema.parse({ quietSeconds: 600 });
    await walk.receive(buildInstance({ ...first, InstanceNumber: 1 }));
    const deletion = open();
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    expect(deletion.preview(chosen).arriving).toBe(1);
    await ended(deletion.start({ ...chosen, ...options }));
    expect(listArrivals(history(), 'open')).toEqual([]);
    expect(count('arrival')).toBe(0);
    await walk.receive(buildInstance({ ...first, InstanceNumber: 2 }));
    expect(listArrivals(history(), 'open')).toMatchObject([{ instanceCount: 1, state: 'collecting' }]);
    expect(files()).toHaveLength(1);
  });

  it('leaves what came after somebody looked at what goes', async () => {
    await walk.receive(buildInstance({ ...first, InstanceNumber: 1 }));
    const deletion = open();
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    const { upTo } = deletion.preview(chosen);
    await walk.receive(buildInstance({ ...first, InstanceNumber: 2 }));
    const task = await ended(deletion.start({ ...chosen, ...options, upTo }));
    expect(task.done).toBe(1);
    expect(study('1.2.3.1').instanceCount).toBe(1);
    expect(files()).toHaveLength(1);
  });

  it('keeps the record of runs, removes their input copies only when asked, and tells of both before', async () => {
    const { run, input } = await processedWithCopy();
    const deletion = open(true);
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    expect(deletion.preview(chosen)).toMatchObject({
      runsKept: 1,
      inputCopies: { runs: 1 },
      staysInOrthanc: true,
    });
    const { id } = study('1.2.3.1');
    await ended(deletion.start({ ...chosen, ...options, inputCopies: true }));
    expect(existsSync(input)).toBe(false);
    expect(walk.run(run.id)).toMatchObject({ state: 'succeeded', removed: [{ part: 'inputs' }] });
    // The run tells which study it was about; the list of studies does not have it any more.
    expect(getStudy(history(), id)).toMatchObject({ instanceCount: 0, runs: [{ id: run.id }] });
    expect(listStudies(history(), { limit: 9 }).rows).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('keeps of a study with runs what those show, finds them by nothing else, and knows it again when it comes back', async () => {
    const told = {
      ...first,
      StudyDate: '20240506',
      StudyDescription: 'Thorax',
      AccessionNumber: 'ACC4711',
      PatientBirthDate: '19700102',
    };
    await walk.receive(buildInstance(told), buildInstance({ ...second, AccessionNumber: 'ACC4712' }));
    walk.completeness.processNow();
    await walk.untilEnded(1);
    const found = (text: string) => listRuns(history(), { limit: 9, text }).rows.length;
    const words = ['alpha', '20240506', 'thorax', 'acc4711', 'acc4712'];
    expect(words.map(found)).toEqual([1, 1, 1, 1, 1]);
    const deletion = open();
    await ended(deletion.start({ ...nothing, studies: ['1.2.3.1'], ...options }));
    expect(words.map(found)).toEqual([1, 1, 1, 0, 1]);
    const stored = () =>
      JSON.stringify([...history().all('SELECT * FROM study'), ...history().all('SELECT * FROM patient')]);
    expect(stored()).not.toContain('ACC4711');
    expect(stored()).toContain('19700102');
    await ended(deletion.start({ ...nothing, patients: ['A'], ...options }));
    expect(words.map(found)).toEqual([1, 1, 1, 0, 0]);
    expect(stored()).not.toContain('19700102');
    expect(walk.runs()).toMatchObject([{ PatientName: 'ALPHA^ANNA', PatientID: 'A' }]);

    await walk.receive(buildInstance(told));
    expect(study('1.2.3.1')).toMatchObject({ AccessionNumber: 'ACC4711', StudyDescription: 'Thorax' });
    expect(words.map(found)).toEqual([1, 1, 1, 1, 0]);
    expect(stored()).toContain('19700102');
  });

  it('is refused while it is processed, naming the run, unless that is to be cancelled first', async () => {
    await walk.receive(buildInstance(first));
    walk.completeness.processNow();
    await walk.untilEnded(1);
    const [run] = walk.runs();
    history().run("UPDATE run SET state = 'active', finished_at = NULL WHERE id = ?", [run!.id]);
    const deletion = open();
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    expect(deletion.preview(chosen).activeRuns).toEqual([{ id: run!.id, number: 1 }]);
    expect(() => deletion.start({ ...chosen, ...options })).toThrow(
      expect.objectContaining({ code: 'study-in-use', message: expect.stringContaining('run 1') }),
    );
    expect(files()).toHaveLength(1);
    await ended(deletion.start({ ...chosen, ...options, cancelRuns: true }));
    expect(cancelled).toEqual([run!.id]);
    expect(files()).toEqual([]);
  });

  it('is refused while a task sends it, and for names that the archive does not know', async () => {
    await walk.receive(buildInstance(first));
    const { key } = history().get<{ key: number }>('SELECT key FROM series')!;
    history().run(
      "INSERT INTO task (id, kind, title, state, paths, created_at, counts) VALUES ('t', 'send', 'To PACS', 'running', '{}', 1, '{}')",
    );
    history().run("INSERT INTO send_item (task_id, series_key, SOPInstanceUID) VALUES ('t', ?, '1')", [key]);
    const deletion = open();
    const inUse = expect.objectContaining({ code: 'study-in-use', message: 'It is being sent: To PACS.' });
    expect(() => deletion.start({ ...nothing, patients: ['A'], ...options })).toThrow(inUse);
    const unknown = expect.objectContaining({ code: 'not-found' });
    expect(() => deletion.start({ ...nothing, series: ['9.9'], ...options })).toThrow(unknown);
    expect(() => deletion.start({ ...nothing, ...options })).toThrow(unknown);
    expect(files()).toHaveLength(1);
  });

  it('waits until nothing is left to do for a run that has ended before its input copies go', async () => {
    const { input } = await processedWithCopy();
    const deliver = (at: number | null) => history().run('UPDATE run SET delivered_at = ?', [at]);
    deliver(null);
    const task = open().start({ ...nothing, studies: ['1.2.3.1'], ...options, inputCopies: true });
    await setTimeout(500);
    expect(getTask(history(), task.id).state).toBe('running');
    expect(files()).toHaveLength(1);
    deliver(1);
    expect((await ended(task)).state).toBe('succeeded');
    expect(existsSync(input)).toBe(false);
  });

  it('leaves what comes after a restart, also when it had taken the newest of all', async () => {
    await walk.receive(buildInstance({ ...first, InstanceNumber: 1 }));
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    const deletion = open();
    const { upTo } = deletion.preview(chosen);
    await ended(deletion.start({ ...chosen, ...options }));
    for (const close of closing.toReversed()) await close();
    closing = [];
    await walk.close();
    walk = openTestWalk(root);
    await walk.receive(buildInstance({ ...first, InstanceNumber: 2 }));
    // Looked at before the restart.
    const task = await ended(open().start({ ...chosen, ...options, upTo }));
    expect(task).toMatchObject({ state: 'succeeded', done: 0 });
    expect(files()).toHaveLength(1);
  });

  it('begins its count of files that could not be removed anew after a restart, which removed them', async () => {
    await walk.receive(buildInstance(first), buildInstance(other));
    const task = open().start({ ...nothing, studies: ['1.2.3.1'], ...options });
    await ended(task);
    history().run("UPDATE task SET state = 'running', finished_at = NULL, failed = 2 WHERE id = ?", [
      task.id,
    ]);
    open();
    expect(await ended(task)).toMatchObject({ state: 'succeeded', failed: 0 });
  });

  it('waits for a copy of the application that began meanwhile, and goes on behind it', async () => {
    const many = Array.from({ length: 150 }, (_, index) =>
      buildInstance({ ...first, InstanceNumber: index + 1 }),
    );
    await walk.receive(...many);
    const stillness = createStillness();
    Object.assign(walk.application.context, { stillness });
    const deletion = open();
    const release = await stillness.hold();
    const chosen = { ...nothing, studies: ['1.2.3.1'] };
    expect(() => deletion.start({ ...chosen, ...options })).toThrow(
      expect.objectContaining({ code: 'application-busy' }),
    );
    release();
    const task = deletion.start({ ...chosen, ...options });
    const again = await stillness.hold();
    // Between two steps: what is left of it stays for as long as the copy is made.
    const left = files().length;
    await setTimeout(300);
    expect(left).toBeGreaterThan(0);
    expect(files()).toHaveLength(left);
    expect(getTask(history(), task.id).state).toBe('running');
    again();
    expect((await ended(task)).state).toBe('succeeded');
    expect(files()).toEqual([]);
  });
});
