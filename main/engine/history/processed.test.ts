import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestWalk } from '../archive/testing/index.ts';
import { listProcessed, listStudies } from './index.ts';
import { watchPlans } from './testing/index.ts';

async function open() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'processed-'));
  const walk = openTestWalk(root);
  onTestFinished(async () => {
    await walk.close();
    rmSync(root, { recursive: true, force: true });
  });
  await walk.receive(buildInstance({ StudyInstanceUID: '1.2.3.1' }));
  walk.completeness.processNow();
  await walk.untilEnded(1);
  walk.completeness.reprocess('study', '1.2.3.1');
  await walk.untilEnded(2);
  return { walk, history: walk.application.context.history };
}

it('tells the runs of a study newest first, with what their jobs returned, left and failed of', async () => {
  const { walk, history } = await open();
  const [newest, oldest] = walk.runs();
  history.run(
    `UPDATE job_run SET state = 'failed', error = '{"type":"ValueError","message":"no lung","traceback":null}',
       result = NULL WHERE run_id = ?`,
    [newest!.id],
  );
  const { key } = history.get<{ key: number }>('SELECT key FROM job_run WHERE run_id = ?', [oldest!.id])!;
  const long = JSON.stringify('x'.repeat(10_000));
  history.run('UPDATE job_run SET result = ? WHERE key = ?', [long, key]);
  for (let number = 10; number < 30; number += 1) {
    history.run(
      'INSERT INTO result_file (run_id, path, job_run_key, size, modified_at) VALUES (?, ?, ?, 5, 1)',
      [oldest!.id, `mask-${number}.nii`, key],
    );
  }
  const { rows, total } = listProcessed(history, { study: '1.2.3.1', limit: 10 });
  expect(total).toBe(2);
  expect(rows.map(({ id }) => id)).toEqual([newest!.id, oldest!.id]);
  expect(rows[0]).toMatchObject({ jobCount: 1, jobs: [{ state: 'failed', problem: 'ValueError: no lung' }] });
  // A long result is told by its length, many files by the first and how many they are.
  expect(rows[1]!.jobs[0]).toMatchObject({
    jobName: 'job',
    state: 'succeeded',
    problem: null,
    result: null,
    resultBytes: long.length,
    fileCount: 20,
  });
  history.run('UPDATE job_run SET result = ? WHERE key = ?', [JSON.stringify('Größe'), key]);
  expect(listProcessed(history, { study: '1.2.3.1', limit: 10 }).rows[1]!.jobs[0]).toMatchObject({
    result: 'Größe',
    resultBytes: 9,
  });
  expect(rows[1]!.jobs[0]!.files).toHaveLength(8);
});

it('reads page by page, by identifier or UID, and finds runs by their study however many there are', async () => {
  const { history } = await open();
  const { id } = listStudies(history, { limit: 1 }).rows[0]!;
  const first = listProcessed(history, { study: id, limit: 1 });
  const rest = listProcessed(history, { study: id, limit: 1, cursor: first.nextCursor ?? undefined });
  expect([first.rows[0]?.number, rest.rows[0]?.number, rest.nextCursor]).toEqual([2, 1, null]);
  expect(() => listProcessed(history, { study: '9.9', limit: 1 })).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  );
  const watched = watchPlans(history);
  const asked = listProcessed(watched.history, { study: id, limit: 10 });
  expect(asked.rows).toHaveLength(2);
  const { plans } = watched;
  expect(plans.join('\n')).toMatch(/USING (COVERING )?INDEX result_file_by_job_run/);
  expect(plans.filter((plan) => /SCAN (run|run_study|study|job_run|result_file)\b/.test(plan))).toEqual([]);
  // Files of all jobs of a run are read at once.
  expect(plans.filter((plan) => plan.includes('result_file'))).toHaveLength(2);
});
