import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, Reason } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import { openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication } from '../dispatch/testing/index.ts';
import { undelivered } from './delivery.ts';
import { createDelivery } from './index.ts';
import type { Delivery } from './index.ts';

let application: TestApplication;
let room: Delivery | null;

beforeEach(() => {
  application = openTestApplication();
  room = null;
  const { history } = application.context;
  history.run("INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')");
  history.run(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
       last_instance_at, due_at) VALUES ('a', 'patient', 'p', 1, 'planned', 1, 1, 1, 1)`,
  );
  history.run(
    `INSERT INTO run (id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
       instance_count, created_at, finished_at, headers, added_params)
     VALUES ('r', 'a', 'patient', 'p', 1, 'succeeded', 1, 1, 1, 1, 2, '{}', '{}')`,
  );
  mkdirSync(data(), { recursive: true });
});
afterEach(async () => {
  await room?.close();
  application.close();
  application.remove();
});

const data = (relative = '') => path.join(runFolders(application.context.folders, 'r').data, relative);
function addJob(key: number, injected: JsonObject, state = 'succeeded', files: string[] = []): void {
  const { history } = application.context;
  history.run(
    `INSERT INTO job_run (key, id, run_id, position, job_name, job_group, definition, channel, priority, timeout_ms,
       state, injected, open_dependencies, created_at)
     VALUES (?, ?, 'r', ?, ?, 'registry', '{}', 'default', 0, 1, ?, ?, 0, 1)`,
    [key, `j${key}`, key, `job${key}`, state, JSON.stringify(injected)],
  );
  for (const file of files) {
    mkdirSync(path.dirname(data(file)), { recursive: true });
    writeFileSync(data(file), '');
    history.run("INSERT INTO result_file VALUES ('r', ?, ?, 0, 1)", [file, key]);
  }
}
const files = () =>
  application.context.history
    .all<{ path: string }>('SELECT path FROM result_file ORDER BY path')
    .map((row) => row.path);
const warnings = () =>
  application.context.history
    .all<{ reason: string }>('SELECT reason FROM run_warning ORDER BY position')
    .map((row) => JSON.parse(row.reason) as Reason);
const isDelivered = () =>
  application.context.history.get<{ delivered_at: number | null }>('SELECT delivered_at FROM run')
    ?.delivered_at !== null;

/** Opens the room and waits until it has looked after the run. */
async function deliver(): Promise<void> {
  const { history } = application.context;
  const done = new Promise<void>((resolve) => {
    const run = history.run.bind(history);
    history.run = (sql, parameters) => {
      const outcome = run(sql, parameters);
      if (sql.includes('delivered_at')) history.afterCommit(resolve);
      return outcome;
    };
  });
  room = createDelivery(application.context);
  await done;
}

describe('what jobs named under "deleted"', () => {
  it('is removed at the end of the run, a file or a folder, with its result files, and nothing beside it', async () => {
    addJob(1, { deleted: 'nifti/p' }, 'succeeded', [
      'nifti/p/a.nii',
      'nifti/p0/b.nii',
      'nifti/px',
      'other/c',
    ]);
    addJob(2, { deleted: ['tmp.txt', 'dicom/p', 'never/there'] }, 'succeeded', [
      'tmp.txt',
      'dicom/p/report.pdf',
    ]);
    await deliver();
    expect(['nifti/p', 'tmp.txt', 'dicom/p'].filter((file) => existsSync(data(file)))).toEqual([]);
    expect(files()).toEqual(['nifti/p0/b.nii', 'nifti/px', 'other/c']);
    expect(warnings()).toEqual([]);
    expect(isDelivered()).toBe(true);
  });

  it('stays where the job did not succeed, so that a new attempt finds its input', async () => {
    addJob(1, { deleted: 'a.txt' }, 'failed', ['a.txt']);
    addJob(2, { deleted: 'b.txt' }, 'skipped', ['b.txt']);
    await deliver();
    expect(files()).toEqual(['a.txt', 'b.txt']);
    expect(existsSync(data('a.txt'))).toBe(true);
  });

  it.each([
    ['..'],
    ['.'],
    [''],
    ['../../../archive'],
    ['sub/../..'],
    ['/etc/passwd'],
    ['linkOut/secret'],
    ['linkOut/../outside'],
    ['a\0b'],
  ])('is left alone and said where it lies outside the data folder: %j', async (wanted) => {
    const outside = path.join(application.context.folders.root, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'secret'), '');
    symlinkSync(outside, data('linkOut'));
    const target = wanted === 'linkOut/../outside' ? '../../../outside' : wanted;
    addJob(1, { deleted: target }, 'succeeded', ['kept.txt']);
    await deliver();
    expect(existsSync(path.join(outside, 'secret'))).toBe(true);
    expect(existsSync(data('kept.txt'))).toBe(true);
    expect(warnings()).toMatchObject([
      { code: 'callback-remark', message: expect.stringContaining(JSON.stringify(target)) },
    ]);
  });

  it('may be a link: the link goes, what it leads to stays', async () => {
    const outside = path.join(application.context.folders.root, 'outside');
    mkdirSync(outside);
    symlinkSync(outside, data('link'));
    addJob(1, { deleted: 'link' });
    await deliver();
    expect(existsSync(outside)).toBe(true);
    expect(existsSync(data('link'))).toBe(false);
  });

  it('may be an absolute path inside the data folder, as os.path.join(DATA, …) makes it', async () => {
    addJob(1, { deleted: data('abs.txt') }, 'succeeded', ['abs.txt']);
    await deliver();
    expect(files()).toEqual([]);
    expect(existsSync(data('abs.txt'))).toBe(false);
  });

  it.each([[7], [{ a: 1 }], [['a.txt', 3]]])(
    'of another form deletes nothing and says so: %j',
    async (deleted) => {
      addJob(1, { deleted }, 'succeeded', ['a.txt']);
      await deliver();
      expect(files()).toEqual(['a.txt']);
      expect(warnings()).toMatchObject([{ message: expect.stringContaining('neither a path nor a list') }]);
    },
  );

  it.each([[{ deleted: null }], [{ deleted: [] }], [{}]])('may be nothing: %j', async (injected) => {
    addJob(1, injected, 'succeeded', ['a.txt']);
    await deliver();
    expect(files()).toEqual(['a.txt']);
    expect(warnings()).toEqual([]);
  });
});

it('does its work again after a kill between the work and its record, with the same end', async () => {
  addJob(1, { deleted: ['a.txt', '../x'] }, 'succeeded', ['a.txt', 'b.txt']);
  await deliver();
  await room?.close();
  // As if the transaction had not been written.
  const { history } = application.context;
  history.write(() => {
    history.run('DELETE FROM run_warning');
    history.run('UPDATE run SET delivered_at = NULL');
    history.run("INSERT INTO result_file VALUES ('r', 'a.txt', 1, 0, 1)");
  });
  await deliver();
  expect(files()).toEqual(['b.txt']);
  expect(warnings()).toHaveLength(1);
});

it('passes over a run whose folder is gone', async () => {
  addJob(1, { deleted: 'a.txt' });
  application.remove();
  await deliver();
  expect(isDelivered()).toBe(true);
});

it('finds runs that are due by an index, however many were delivered', () => {
  expect(application.context.history.explain(undelivered, [1]).join('\n')).toContain('run_undelivered');
});

it('leaves alone a run that somebody has go on meanwhile, and looks after it when it ends once more', async () => {
  addJob(1, { deleted: ['a.txt', 'b.txt', '../x'] }, 'succeeded', ['a.txt', 'b.txt']);
  const { history } = application.context;
  room = createDelivery(application.context);
  // Its first look is at the first path by now.
  history.run("UPDATE run SET state = 'active', finished_at = NULL, delivered_at = NULL");
  await room.close();
  expect(existsSync(data('b.txt'))).toBe(true);
  expect(isDelivered()).toBe(false);
  for (const finishedAt of [3, 4]) {
    history.run("UPDATE run SET state = 'failed', finished_at = ?, delivered_at = NULL", [finishedAt]);
    await deliver();
    await room?.close();
  }
  expect(files()).toEqual([]);
  expect(warnings()).toHaveLength(1);
});
