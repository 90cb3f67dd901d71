import { describe, expect, it } from 'vitest';
import type { JobRunState, Requeued } from '../../../../contract/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import { useControl } from '../testing/index.ts';
import { requeueInRun } from './requeueInRun.ts';

const control = useControl(planTestRun);
const { plan, jobRun, jobRuns, all } = control;
const states: JobRunState[] = ['failed', 'succeeded', 'running', 'skipped'];

const set = (state: JobRunState, where: string) =>
  control.application.context.history.run(
    `UPDATE job_run SET state = ?, finished_at = iif(? = 'running', NULL, 1) WHERE ${where}`,
    [state, state],
  );
/** Requeues all of a run; `meanwhile` happens after the first part. */
function requeueAll(run: string, chosen: readonly string[], meanwhile: () => void): Requeued {
  const { context } = control.application;
  const keys = jobRuns().flatMap(({ key, job_name }) => (chosen.includes(job_name) ? [key] : []));
  const steps = requeueInRun(context, { run, keys }, states, { from: 'window', below: false });
  let isFirst = true;
  for (;;) {
    const step = context.history.write(() => steps.next());
    if (step.done === true) return step.value;
    if (isFirst) meanwhile();
    isFirst = false;
  }
}

describe('a requeue of a run in which something ends between two parts', () => {
  const many = Array.from({ length: 300 }, (_, n) => `j${n}`);

  it('refuses each once, and does not requeue what it has refused', () => {
    const run = plan([
      ...many.map((jobName) => ({ jobName })),
      { jobName: 'slow' },
      { jobName: 'first' },
      { jobName: 'after', dependsOn: ['first'] },
    ]);
    set('failed', '1');
    set('running', "job_name = 'slow'");
    const told = requeueAll(run, [...many, 'slow', 'after'], () => set('failed', "job_name = 'slow'"));
    expect(told).toMatchObject({ requeued: 300, refused: 2, runs: 1 });
    expect(told.refusals.map(({ jobName }) => jobName)).toEqual(['slow', 'after']);
    expect(jobRun('slow').state).toBe('failed');
    expect(all('SELECT message FROM intervention')).toHaveLength(1);
  });

  it('counts the run when nothing is left to be opened then', () => {
    const run = plan(many.map((jobName) => ({ jobName })));
    set('failed', '1');
    const told = requeueAll(run, many, () => set('running', "state = 'failed'"));
    expect(told).toMatchObject({ requeued: 250, refused: 50, runs: 1 });
    expect(told.refusals).toHaveLength(50);
  });
});
