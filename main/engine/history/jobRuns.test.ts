import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication } from '../dispatch/testing/index.ts';
import { listJobRuns } from './jobRuns.ts';
import { listRuns } from './runs.ts';
import { listStudies } from './studies.ts';

const definition = JSON.stringify({ jobName: 'a', worker: 'a.worker', callback: 'a.callback' });

let application: TestApplication;
beforeEach(() => {
  application = openTestApplication();
  const { history } = application.context;
  history.write(() => {
    history.run(
      "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'patient', 'P', 'P', '{}')",
    );
    history.run(
      `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
         last_instance_at, due_at) VALUES ('arrival', 'patient', 'patient', 1, 'planned', 1, 0, 0, 0)`,
    );
    history.run(
      `INSERT INTO run (id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
         instance_count, created_at, headers, added_params)
       VALUES ('run', 'arrival', 'patient', 'patient', 1, 'active', 1, 1, 1, 0, '{}', '{}')`,
    );
  });
});
afterEach(() => {
  application.close();
  application.remove();
});

it('tells right totals whatever became of job runs, though it does not count them', () => {
  const { history } = application.context;
  const totals = () =>
    [undefined, 'queued', 'running', 'succeeded', 'failed'].map(
      (state) =>
        listJobRuns(history, { ...(state === undefined ? {} : { states: [state as 'queued'] }), limit: 2 })
          .total,
    );
  expect(totals()).toEqual([0, 0, 0, 0, 0]);
  for (let n = 1; n <= 5; n += 1) {
    history.run(
      `INSERT INTO job_run (key, id, run_id, position, job_name, job_group, definition, channel, priority, timeout_ms,
         state, open_dependencies, created_at)
       VALUES (?, ?, 'run', ?, 'a', 'registry', ?, 'default', 0, 1, 'queued', 0, 0)`,
      [n, `job-${n}`, n, definition],
    );
  }
  expect(totals()).toEqual([5, 5, 0, 0, 0]);
  history.run("UPDATE job_run SET state = 'running' WHERE key <= 3");
  history.run("UPDATE job_run SET percent = 50 WHERE state = 'running'");
  history.run("UPDATE job_run SET state = 'succeeded' WHERE key <= 2");
  expect(totals()).toEqual([5, 2, 1, 2, 0]);
  history.run('INSERT OR IGNORE INTO job_run SELECT * FROM job_run WHERE key = 1');
  history.run('DELETE FROM job_run WHERE key IN (1, 3)');
  expect(totals()).toEqual([3, 2, 0, 1, 0]);
  expect(listJobRuns(history, { run: 'run', states: ['queued'], limit: 1 })).toMatchObject({ total: 2 });
});

it('tells totals of one service and job name apart, those of no service among them', () => {
  const { history } = application.context;
  const rows = [
    ['a', 'one', 'queued'],
    ['a', 'one', 'failed'],
    ['b', 'one', 'queued'],
    ['a', null, 'queued'],
  ] as const;
  for (const [position, [jobName, service, state]] of rows.entries()) {
    history.run(
      `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
         timeout_ms, state, open_dependencies, created_at)
       VALUES (?, 'run', ?, ?, ?, 'registry', ?, 'default', 0, 1, ?, 0, 0)`,
      [`job-${position}`, position, jobName, service, definition, state],
    );
  }
  const total = (narrow: Omit<Parameters<typeof listJobRuns>[1], 'limit'>) =>
    listJobRuns(history, { ...narrow, limit: 1 }).total;
  expect(total({ service: 'one' })).toBe(3);
  expect(total({ service: 'one', states: ['queued'] })).toBe(2);
  expect(total({ jobName: 'a' })).toBe(3);
  expect(total({ jobName: 'a', service: 'one', states: ['failed'] })).toBe(1);
  expect(total({ service: 'two' })).toBe(0);
});

it('reads pages in the order of an index, whatever SQLite believes of the tables', () => {
  const { history } = application.context;
  history.run(
    `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
       timeout_ms, state, open_dependencies, created_at)
     VALUES ('job', 'run', 0, 'a', 'one', 'registry', ?, 'default', 0, 1, 'succeeded', 0, 0)`,
    [definition],
  );
  // What it believes after a night of one patient with many job runs: there, to begin with the patient looks cheap.
  history.run('ANALYZE');
  history.run('DELETE FROM sqlite_stat1');
  for (const [table, index, stat] of [
    ['patient', null, '1'],
    ['run', null, '1'],
    ['study', null, '1000000'],
    ['job_run', 'job_run_by_run', '1000000 1000000 1 1'],
  ] as const) {
    history.run('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', [table, index, stat]);
  }
  history.run('ANALYZE sqlite_schema');
  const plans: string[] = [];
  const listening: typeof history = {
    ...history,
    all(sql, parameters) {
      if (sql.includes('LIMIT')) plans.push(history.explain(sql, parameters).join('; '));
      return history.all(sql, parameters);
    },
  };
  for (const narrow of [{}, { states: ['succeeded' as const] }, { service: 'one' }, { jobName: 'a' }]) {
    listJobRuns(listening, { ...narrow, limit: 100 });
  }
  listRuns(listening, { limit: 100 });
  listRuns(listening, { states: ['succeeded'], limit: 100 });
  listStudies(listening, { limit: 100 });
  expect(plans.length).toBeGreaterThanOrEqual(7);
  expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
});
