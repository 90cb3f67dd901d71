import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApplication } from '../dispatch/testing/index.ts';
import { writeWalk } from './testing/walkFolder.ts';

const walkProcess = fileURLToPath(new URL('testing/walkProcess.ts', import.meta.url));
/** Steps that are tried; with TEST_EVERY_STEP=1 it is every one. */
const triedSteps = 14;
let home: string;
let template: string;

beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'walk-'));
  template = path.join(home, 'template');
  mkdirSync(template);
  writeWalk(template);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface WalkEnd {
  signal: NodeJS.Signals | null;
  code: number | null;
  output: string;
}
function walk(folder: string, killAt: number): Promise<WalkEnd> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [walkProcess, folder, String(killAt)],
      (_error, stdout, stderr) => {
        resolve({ signal: child.signalCode, code: child.exitCode, output: stdout + stderr });
      },
    );
  });
}
function copyOfTemplate(name: string): string {
  const folder = path.join(home, name);
  cpSync(template, folder, { recursive: true });
  return folder;
}

/** Everything that must be true in the end, whatever happened on the way. */
function checkEnd(folder: string): void {
  const application = openTestApplication(folder);
  const { history, folders } = application.context;
  expect(history.all('SELECT DISTINCT state FROM arrival')).toEqual([{ state: 'planned' }]);
  const runs = history.all<{ id: string; entity_id: string; state: string }>(
    'SELECT * FROM run ORDER BY entity_id',
  );
  expect(runs.map((run) => run.state)).toEqual(['succeeded', 'succeeded']);
  expect(new Set(runs.map((run) => run.entity_id)).size).toBe(2);
  expect(readdirSync(folders.runs).sort()).toEqual(runs.map((run) => run.id).sort());
  for (const run of runs) {
    expect(
      history.all('SELECT job_name, state FROM job_run WHERE run_id = ? ORDER BY position', [run.id]),
    ).toEqual([
      { job_name: 'pre', state: 'succeeded' },
      { job_name: 'a', state: 'succeeded' },
      { job_name: 'b', state: 'succeeded' },
      { job_name: 'clean', state: 'succeeded' },
    ]);
    // One recorded success each, and no attempt without an end.
    expect(
      history.all(
        `SELECT outcome, count(*) AS n FROM attempt JOIN job_run ON job_run.key = job_run_key
         WHERE run_id = ? AND outcome <> 'interrupted' GROUP BY outcome`,
        [run.id],
      ),
    ).toEqual([{ outcome: 'succeeded', n: 4 }]);
    expect(history.all('SELECT path FROM result_file WHERE run_id = ? ORDER BY path', [run.id])).toEqual([
      { path: 'b.txt' },
      { path: 'clean.txt' },
      { path: 'pre.txt' },
    ]);
    const data = path.join(folders.runs, run.id, 'data');
    expect(readdirSync(data).sort()).toEqual(['b.txt', 'clean.txt', 'dicom', 'pre.txt']);
    expect(JSON.parse(readFileSync(path.join(data, 'b.txt'), 'utf8'))).toBe(run.entity_id);
    expect(readdirSync(path.join(data, 'dicom'))).toEqual([run.entity_id]);
  }
  application.close();
}

it('a kill at any step, on either side of every commit, loses nothing and records every outcome once', async () => {
  const whole = copyOfTemplate('whole');
  const undisturbed = await walk(whole, 0);
  expect(undisturbed).toMatchObject({ signal: null, code: 0 });
  checkEnd(whole);

  const steps = Number(undisturbed.output);
  expect(steps).toBeGreaterThan(2 * triedSteps);
  const tried = process.env['TEST_EVERY_STEP'] === '1' ? steps : triedSteps;
  const upcoming = Array.from(
    { length: tried },
    (_, index) => 1 + Math.round((index * (steps - 1)) / (tried - 1)),
  ).values();
  let kills = 0;
  async function killOneAfterTheOther(): Promise<void> {
    for (const at of upcoming) {
      const folder = copyOfTemplate(`killed-${at}`);
      const killed = await walk(folder, at);
      kills += Number(killed.signal === 'SIGKILL');
      const again = await walk(folder, 0);
      expect(again, `after a kill at step ${at}`).toMatchObject({ signal: null, code: 0 });
      checkEnd(folder);
      rmSync(folder, { recursive: true });
    }
  }
  await Promise.all([killOneAfterTheOther(), killOneAfterTheOther()]);
  // What shares a commit varies a little, so the very last steps may not be reached.
  expect(kills).toBeGreaterThan(tried * 0.8);
}, 300_000);
