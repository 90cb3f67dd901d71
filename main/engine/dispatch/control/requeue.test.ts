import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFolders } from '../../context/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import { failedWith, runsUntilEnded, useControl } from '../testing/index.ts';

const control = useControl(planTestRun);
const { open, plan, all, jobRun, states, runState, untilState, untilEnded, untilDelivered, cancel, requeue } =
  control;

describe('a requeue', () => {
  it('is another attempt: what was skipped runs after it, and what the former attempts left stays', async () => {
    let tries = 0;
    control.runtime.workers['a.worker'] = ({ dataFolder }) => {
      tries += 1;
      writeFileSync(path.join(dataFolder, `try${tries}.txt`), 'x');
      return tries === 1 ? failedWith('bad image') : undefined;
    };
    const run = plan([
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await untilEnded(run);
    expect(await requeue({ runs: [run] })).toEqual({
      requeued: 1,
      alongside: 1,
      refused: 0,
      refusals: [],
      notes: [],
      runs: 1,
      runIds: [run],
    });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', b: 'succeeded', clean: 'succeeded' });
    expect(runState(run)).toBe('succeeded');
    expect(control.runtime.trace).toEqual(['> a', '> clean', '> a', '> b']);
    expect(
      all(
        'SELECT number, outcome, attempt.error FROM attempt JOIN job_run ON key = job_run_key WHERE job_name = ?',
        'a',
      ),
    ).toMatchObject([
      { number: 1, outcome: 'failed', error: expect.stringContaining('bad image') },
      { number: 2, outcome: 'succeeded', error: null },
    ]);
    expect(jobRun('a')).toMatchObject({ error: null, reason: null, attempts: 2 });
    expect(all('SELECT path FROM result_file ORDER BY path')).toEqual([
      { path: 'try1.txt' },
      { path: 'try2.txt' },
    ]);
    await untilDelivered(run);
  });

  it('from here down runs again what had succeeded, and keeps its former result by attempt', async () => {
    let tries = 0;
    control.runtime.workers['a.worker'] = () => {
      tries += 1;
      return { kind: 'succeeded', result: tries, resultIsRepr: false, droppedOutputBytes: 0 };
    };
    const run = plan([
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'beside' },
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await untilEnded(run);
    expect(await requeue({ jobRuns: [jobRun('a').id] }, true)).toMatchObject({ requeued: 1, alongside: 2 });
    await untilEnded(run);
    expect(control.runtime.trace.slice(4)).toEqual(['> a', '> b', '> clean']);
    expect(
      all('SELECT attempt.result FROM attempt JOIN job_run ON key = job_run_key WHERE job_name = ?', 'a'),
    ).toMatchObject([{ result: '1' }, { result: null }]);
    expect(jobRun('a').result).toBe('2');
  });

  it('while the run goes on has the clean-up wait for the new attempt too', async () => {
    const gates: (() => void)[] = [];
    const hold = () => new Promise<void>((resolve) => gates.push(resolve));
    control.runtime.workers['slow.worker'] = hold;
    control.runtime.workers['a.worker'] = () =>
      control.runtime.trace.filter((one) => one === '> a').length > 1 ? hold() : undefined;
    const run = plan([{ jobName: 'a' }, { jobName: 'slow' }, { jobName: 'clean', group: 'post' }]);
    open();
    await control.application.until(
      () => jobRun('a').state === 'succeeded' && jobRun('slow').state === 'running',
    );
    expect(await requeue({ jobRuns: [jobRun('slow').id] })).toMatchObject({
      requeued: 0,
      refused: 1,
      refusals: [{ jobName: 'slow', message: '"slow" has not ended: it is running.' }],
    });
    await requeue({ jobRuns: [jobRun('a').id] });
    await untilState('a', 'running');
    gates[0]?.();
    await untilState('slow', 'succeeded');
    expect(jobRun('clean').state).toBe('waiting');
    gates[1]?.();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', slow: 'succeeded', clean: 'succeeded' });
    expect(control.runtime.trace.filter((one) => one === '> clean')).toHaveLength(1);
  });

  it('counts interruptions and retries anew, and can cancel what was cancelled before', async () => {
    control.runtime.workers['a.worker'] = runsUntilEnded;
    const run = plan([{ jobName: 'a' }]);
    open();
    await untilState('a', 'running');
    await cancel({ runs: [run] });
    await untilEnded(run);
    expect(await requeue({ runs: [run] })).toMatchObject({ requeued: 1 });
    await untilState('a', 'running');
    await cancel({ runs: [run] });
    await untilEnded(run);
    expect(all('SELECT outcome FROM attempt')).toEqual([{ outcome: 'cancelled' }, { outcome: 'cancelled' }]);
    expect(all('SELECT counts_from FROM job_run')).toEqual([{ counts_from: 2 }]);
  });

  it('of one that pauses before it is tried again begins it now, its retries counted on', async () => {
    const run = plan([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    control.application.context.history.run(
      "UPDATE job_run SET not_before = ?, counts_from = 1 WHERE state = 'queued'",
      [Date.now() + 3_600_000],
    );
    open();
    expect(await requeue({ jobRuns: [jobRun('a').id] })).toMatchObject({
      requeued: 1,
      alongside: 0,
      refused: 0,
    });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', b: 'succeeded' });
  });

  it('after delivery tells what was deleted, and delivers once more', async () => {
    control.runtime.workers['a.worker'] = ({ dataFolder }) =>
      writeFileSync(path.join(dataFolder, 'tmp'), 'x');
    control.runtime.workers['b.worker'] = () => failedWith('no');
    const run = plan([
      { jobName: 'a', injected: { deleted: 'tmp' } },
      { jobName: 'b', dependsOn: ['a'] },
    ]);
    const { data } = runFolders(control.application.context.folders, run);
    open();
    await untilEnded(run);
    await untilDelivered(run);
    expect(existsSync(path.join(data, 'tmp'))).toBe(false);
    const { notes } = await requeue({ runs: [run] });
    expect(notes).toEqual([
      expect.stringMatching(/^What "a" had marked as "deleted" was removed when run 1 ended, at 20\d\d-/),
    ]);
    await untilEnded(run);
    const again = await requeue({ jobRuns: [jobRun('a').id] }, true);
    expect(again).toMatchObject({ requeued: 1, alongside: 1, notes: [] });
    await untilEnded(run);
    await untilDelivered(run);
    expect(existsSync(path.join(data, 'tmp'))).toBe(false);
  });

  it('says so when the data of the run, or its input, is gone', async () => {
    control.runtime.workers['a.worker'] = () => failedWith('no');
    const run = plan([{ jobName: 'a' }]);
    const { data } = runFolders(control.application.context.folders, run);
    open();
    await untilEnded(run);
    control.application.context.history.run('UPDATE run SET instance_count = 3');
    const refusal = async () => (await requeue({ runs: [run] })).refusals[0]?.message;
    expect(await refusal()).toMatch(/^The input images of run 1 were removed at .* as one of its jobs asked/);
    rmSync(data, { recursive: true });
    expect(await refusal()).toMatch(/^The data of run 1 was removed at 20.*Process the data again/);
    mkdirSync(path.join(data, 'dicom', 'p'), { recursive: true });
    const removed = (part: string, doneAt: number | null) =>
      control.application.context.history.run(
        "INSERT INTO run_removed (run_id, part, at, bytes, message, done_at) VALUES (?, ?, 1, 9, 'It was old.', ?)",
        [run, part, doneAt],
      );
    removed('logs', null);
    expect(await refusal()).toMatch(/^Files of run 1 are being removed at this moment/);
    control.application.context.history.run("UPDATE run_removed SET problem = 'a.log is open.'");
    expect(await refusal()).toMatch(
      /^Files of run 1 are to go.* cannot: a\.log is open\. .*Process the data/,
    );
    control.application.context.history.run('UPDATE run_removed SET done_at = 1');
    removed('results', 1);
    expect((await requeue({ runs: [run] })).notes).toEqual([
      expect.stringMatching(/^Files that jobs of run 1 had left were removed at 19.* It was old\. If/),
    ]);
    await untilEnded(run);
    removed('inputs', 1);
    expect(await refusal()).toMatch(
      /^The input images of run 1 were removed at 19.* It was old\. Process the data/,
    );
    expect(states()).toEqual({ a: 'failed' });
  });
});
