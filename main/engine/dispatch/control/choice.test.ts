import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JobRunChoice, JobRunState } from '../../../../contract/index.ts';
import { fillHistory } from '../../history/testing/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import { failedWith, useControl } from '../testing/index.ts';
import { chosenByRun, conditionsOf } from './choice.ts';

const control = useControl(planTestRun);
const { open, plan, states, untilEnded, cancel, requeue } = control;

/** Runs that were planned while nothing was installed. */
function addRunsWithoutJobs(count: number, text: string): void {
  const { history } = control.application.context;
  history.write(() => {
    for (let n = 0; n < count; n += 1) {
      const id = randomUUID();
      history.run(
        `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
           last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'planned', 1, 1, 1, 1)`,
        [id],
      );
      const { lastInsertRowid: number } = history.run(
        `INSERT INTO run (id, version, arrival_id, level, entity_id, patient_key, state, study_count,
           series_count, instance_count, created_at, finished_at, headers, added_params)
         SELECT id, 1, id, level, entity_id, patient_key, 'succeeded', 1, 1, 0, 1, 1, '{}', '{}'
         FROM arrival WHERE id = ?`,
        [id],
      );
      history.run('INSERT INTO run_text (rowid, text) VALUES (?, ?)', [number, text]);
    }
  });
}
const nameRuns = (text: string) =>
  control.application.context.history.run(
    'INSERT OR REPLACE INTO run_text (rowid, text) SELECT number, ? FROM run',
    [text],
  );

describe('a choice', () => {
  it('of all runs that a search finds reaches each, also those below hundreds of runs without jobs', async () => {
    control.runtime.environmentList = [];
    addRunsWithoutJobs(200, ' thorax');
    plan([{ jobName: 'a' }]);
    addRunsWithoutJobs(200, ' thorax');
    plan([{ jobName: 'b' }]);
    addRunsWithoutJobs(200, ' thorax');
    nameRuns(' thorax');
    open();
    expect(await cancel({ foundRuns: { text: 'thorax' } })).toMatchObject({ cancelled: 2, runs: 2 });
    expect(await requeue({ foundRuns: { text: 'thorax' } })).toMatchObject({ requeued: 2, runs: 2 });
    expect(states()).toEqual({ a: 'queued', b: 'queued' });
  });

  it.each<[JobRunChoice, number]>([
    [{ found: {} }, 10],
    [{ foundRuns: {} }, 5],
    [{ service: 's' }, 2],
  ])('that finds nothing lets others have their turn while it looks: %j', (choice, atLeast) => {
    const { history } = control.application.context;
    history.run('DELETE FROM patient');
    fillHistory(history, choice.service === undefined ? 2000 : 4100, 2);
    history.run("UPDATE job_run SET state = 'succeeded'");
    const turns = [...chosenByRun(history, choice, conditionsOf(choice, ['failed'], 9000))];
    expect(turns.every((turn) => turn === null)).toBe(true);
    expect(turns.length).toBeGreaterThanOrEqual(atLeast);
  });

  it('of what a list of some states shows means those states, and without any what came to nothing', async () => {
    control.runtime.workers['bad.worker'] = () => failedWith('no');
    const run = plan([{ jobName: 'good' }, { jobName: 'bad' }]);
    open();
    await untilEnded(run);
    control.runtime.environmentList = [];
    const shown: JobRunState[] = ['succeeded'];
    expect(await requeue({ found: { states: shown } })).toMatchObject({ requeued: 1, refused: 0 });
    expect(states()).toEqual({ good: 'queued', bad: 'failed' });
    expect(await requeue({ found: {} })).toMatchObject({ requeued: 1, refused: 0 });
    expect(states()).toEqual({ good: 'queued', bad: 'queued' });
  });
});
