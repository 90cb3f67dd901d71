import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { retentionOptionsSchema } from '../../../contract/index.ts';
import type { RetentionOptions } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { getRun } from '../history/index.ts';
import { createRetention } from './index.ts';
import type { Retention } from './index.ts';
import type { OldTrial } from './types.ts';

const day = 86_400_000;
const never = new AbortController().signal;

let root: string;
let test: TestArchive;
let deleted: string[];
let release: (() => unknown) | undefined;
let trials: (OldTrial & { at: number })[];
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'retention-'));
  test = openTestArchive(root);
  deleted = [];
  trials = [];
});
afterEach(async () => {
  release?.();
  release = undefined;
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

function open(): Retention {
  const retention = createRetention(test.context, {
    deleteQuarantined(ids) {
      deleted.push(...ids);
      return ids.length;
    },
    trialsBefore: async (time) => trials.filter(({ at }) => at < time),
  });
  onTestFinished(() => retention.close());
  return retention;
}

/** A run that ended so many days ago and left 100 bytes of input, 20 of results and 3 of logs. */
function addRun(number: number, daysAgo: number, state = 'succeeded'): string {
  const { history, folders } = test.context;
  const id = `run-${number}`;
  const at = Date.now() - daysAgo * day;
  history.write(() => {
    history.run(
      "INSERT OR IGNORE INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'P', 'P', '{}')",
    );
    history.run(
      `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
         last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'planned', 1, 0, 0, 0)`,
      [`arrival-${number}`],
    );
    const ended = state === 'active' ? null : at;
    history.run(
      `INSERT INTO run (number, id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
         instance_count, created_at, finished_at, delivered_at, headers, added_params)
       VALUES (?, ?, ?, 'patient', 'p', 1, ?, 1, 1, 1, ?, ?, ?, '{}', '{}')`,
      [number, id, `arrival-${number}`, state, at, ended, ended],
    );
  });
  const run = runFolders(folders, id);
  mkdirSync(path.join(run.data, 'dicom', 'p'), { recursive: true });
  mkdirSync(path.join(run.data, 'masks'), { recursive: true });
  mkdirSync(run.logs, { recursive: true });
  writeFileSync(path.join(run.data, 'dicom', 'p', 'image.dcm'), 'x'.repeat(100));
  writeFileSync(path.join(run.data, 'masks', 'lung.nii'), 'x'.repeat(20));
  writeFileSync(path.join(run.logs, 'job.1.jsonl'), 'xxx');
  return id;
}
/** What is left of a run. */
function left(id: string): string[] {
  return readdirSync(runFolders(test.context.folders, id).root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(dcm|nii|jsonl)$/.test(name))
    .map((name) => path.basename(name))
    .sort();
}
const options = (given: Partial<RetentionOptions>) => retentionOptionsSchema.parse(given);
const removedOf = (id: string) =>
  getRun(test.context.history, test.context.folders, id).removed.map(({ part, bytes }) => [part, bytes]);

describe('cleaning up', () => {
  it('keeps everything unless told otherwise, but for the input of runs that were replaced', async () => {
    const done = addRun(1, 1000);
    const replaced = addRun(2, 1, 'replaced');
    const { parts } = await open().cleanUp(undefined, never);
    expect(left(done)).toEqual(['image.dcm', 'job.1.jsonl', 'lung.nii']);
    expect(left(replaced)).toEqual(['job.1.jsonl', 'lung.nii']);
    expect(removedOf(replaced)).toEqual([['inputs', 100]]);
    // By the look at the start, or by the call: once.
    expect(parts.length).toBeLessThanOrEqual(1);
  });

  it('removes by age what each limit names and nothing else, and tells the run page', async () => {
    const old = addRun(1, 40);
    const young = addRun(2, 10);
    const retention = open();
    const wanted = options({ inputsDays: 5, resultsDays: 30, logsDays: 365 });
    const preview = await retention.preview(wanted, never);
    expect(preview).toMatchObject({
      parts: [
        { part: 'inputs', count: 2, bytes: 200 },
        { part: 'results', count: 1, bytes: 20 },
      ],
      bytes: 220,
    });
    expect(left(old)).toHaveLength(3);
    expect(await retention.cleanUp(wanted, never)).toEqual(preview);
    expect(left(old)).toEqual(['job.1.jsonl']);
    expect(left(young)).toEqual(['job.1.jsonl', 'lung.nii']);
    expect(removedOf(old)).toEqual([
      ['inputs', 100],
      ['results', 20],
    ]);
    expect((await retention.cleanUp(wanted, never)).parts).toEqual([]);
  });

  it('never touches a run that is open, however old and large', async () => {
    const running = addRun(1, 400, 'active');
    await open().cleanUp(options({ inputsDays: 1, resultsDays: 1, logsDays: 1, maxBytes: 1 }), never);
    expect(left(running)).toHaveLength(3);
  });

  it('gives up by size the oldest input copies first, then results, and stops when it fits', async () => {
    const ids = [addRun(1, 3), addRun(2, 2), addRun(3, 1)];
    await open().cleanUp(options({ maxBytes: 369 - 250 }), never);
    expect(ids.map((id) => left(id))).toEqual([
      ['job.1.jsonl', 'lung.nii'],
      ['job.1.jsonl', 'lung.nii'],
      ['job.1.jsonl', 'lung.nii'],
    ]);
    await open().cleanUp(options({ maxBytes: 60 }), never);
    expect(ids.map((id) => left(id).includes('lung.nii'))).toEqual([false, true, true]);
  });

  it('goes on with a removal that was interrupted after it was written down', async () => {
    const id = addRun(1, 40);
    test.context.history.run(
      "INSERT INTO run_removed (run_id, part, at, bytes, message) VALUES (?, 'inputs', 1, 100, 'because')",
      [id],
    );
    const retention = open();
    await expect.poll(() => left(id), { timeout: 20_000 }).toEqual(['job.1.jsonl', 'lung.nii']);
    await retention.close();
  });

  it('tells the run and the clean-up what cannot be removed, goes on with the rest, and tries again', async (context) => {
    const ids = [1, 2].map((number) => addRun(number, 40));
    const [busy = '', other = ''] = ids;
    const place = path.join(runFolders(test.context.folders, busy).data, 'dicom', 'p');
    // A folder that something holds, as an open file does on Windows.
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status !== 0) {
      context.skip('this process may not mount a small disk');
    }
    writeFileSync(path.join(place, 'image.dcm'), 'x'.repeat(100));
    release = () => spawnSync('umount', ['-l', place]);
    const retention = open();
    const wanted = options({ inputsDays: 5 });
    const problem = `${place} could not be removed: another program has it open, or it belongs to another user (EBUSY).`;
    const told: string[] = [];
    test.context.events.listen((name, payload) => {
      if ('run' in payload && payload.run === busy) told.push(name);
    });
    for (const times of [1, 2]) {
      const { parts, problems } = await retention.cleanUp(wanted, never);
      expect(problems).toEqual([problem]);
      expect(parts).toEqual(times === 1 ? [{ part: 'inputs', count: 1, bytes: 100 }] : []);
      const { removed } = getRun(test.context.history, test.context.folders, busy);
      expect(removed).toMatchObject([{ part: 'inputs', problem }]);
      // It is news only once.
      expect(told).toEqual(['runs.changed']);
    }
    expect(left(other)).toEqual(['job.1.jsonl', 'lung.nii']);
    release?.();
    expect((await retention.cleanUp(wanted, never)).problems).toEqual([]);
    expect(left(busy)).toEqual(['job.1.jsonl', 'lung.nii']);
    expect(getRun(test.context.history, test.context.folders, busy).removed).toMatchObject([
      { part: 'inputs', problem: null },
    ]);
  });

  it('follows no link that a job put in the place of its folder', async () => {
    const id = addRun(1, 40);
    const precious = path.join(root, 'precious');
    mkdirSync(path.join(precious, 'dicom'), { recursive: true });
    writeFileSync(path.join(precious, 'dicom', 'thesis.txt'), 'years of work');
    const { data } = runFolders(test.context.folders, id);
    rmSync(data, { recursive: true });
    symlinkSync(precious, data);
    await open().cleanUp(options({ inputsDays: 1, resultsDays: 1 }), never);
    expect(existsSync(path.join(precious, 'dicom', 'thesis.txt'))).toBe(true);
  });

  it('deletes old files of the quarantine through its own room', async () => {
    const add = (id: string, at: number) =>
      test.context.history.run(
        `INSERT INTO quarantine (id, reason, message, door, sender, size, content_hash, first_at, last_at, header)
         VALUES (?, 'damaged', 'm', 'import', 's', 7, CAST(? AS BLOB), ?, ?, '{}')`,
        [id, id, at, at],
      );
    add('old', Date.now() - 100 * day);
    add('new', Date.now());
    const done = await open().cleanUp(options({ quarantineDays: 30 }), never);
    expect(done.parts).toEqual([{ part: 'quarantine', count: 1, bytes: 7 }]);
    expect(deleted).toEqual(['old']);
  });

  it('removes what services logged long ago, and follows no link out of their folder', async () => {
    const { logs } = test.context.folders;
    const outside = path.join(root, 'outside');
    for (const folder of [path.join(logs, 'lungs'), outside]) mkdirSync(folder, { recursive: true });
    const write = (file: string, daysAgo: number) => {
      writeFileSync(file, 'x'.repeat(11));
      const at = (Date.now() - daysAgo * day) / 1000;
      utimesSync(file, at, at);
    };
    const [old, recent, foreign] = [
      path.join(logs, 'lungs', 'old.log'),
      path.join(logs, 'lungs', 'recent.log'),
      path.join(outside, 'foreign.log'),
    ];
    write(old, 40);
    write(recent, 2);
    write(foreign, 40);
    symlinkSync(outside, path.join(logs, 'link'));
    const retention = open();
    expect((await retention.cleanUp(options({ resultsDays: 30 }), never)).parts).toEqual([]);
    const due = [{ part: 'service-logs', count: 1, bytes: 11 }];
    expect((await retention.preview(options({ logsDays: 30 }), never)).parts).toEqual(due);
    expect((await retention.cleanUp(options({ logsDays: 30 }), never)).parts).toEqual(due);
    expect([old, recent, foreign].map((file) => existsSync(file))).toEqual([false, true, true]);
  });

  it('removes old trials only where a limit is set, and goes on with the others when one cannot be', async () => {
    const addTrial = (name: string, daysAgo: number, problem?: string) => {
      const folder = path.join(root, name);
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'mask.nii'), 'x'.repeat(9));
      const remove = async () => {
        if (problem !== undefined) throw new Error(problem);
        rmSync(folder, { recursive: true });
      };
      trials.push({ folder, remove, at: Date.now() - daysAgo * day });
    };
    addTrial('held', 50, 'held by another program');
    addTrial('old', 40);
    addTrial('new', 2);
    const retention = open();
    expect((await retention.cleanUp(options({ resultsDays: 30 }), never)).parts).toEqual([]);
    const done = await retention.cleanUp(options({ scratchDays: 30 }), never);
    expect(done.parts).toEqual([{ part: 'scratch', count: 1, bytes: 9 }]);
    expect(done.problems).toEqual([expect.stringContaining('held')]);
    expect(['held', 'old', 'new'].map((name) => existsSync(path.join(root, name)))).toEqual([
      true,
      false,
      true,
    ]);
  });
});
