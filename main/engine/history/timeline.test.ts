import { afterEach, beforeEach, expect, it } from 'vitest';
import { drawTimeline } from '../../../contract/index.ts';
import { openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication } from '../dispatch/testing/index.ts';
import { readTimeline, timelineQueries } from './timeline.ts';

let application: TestApplication;
beforeEach(() => {
  application = openTestApplication();
  const { history } = application.context;
  history.run("INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'P', 'P', '{}')");
  history.run(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
       last_instance_at, due_at, completed_at) VALUES ('a', 'patient', 'p', 1, 'planned', 1, 10, 20, 0, 90)`,
  );
  history.run(
    `INSERT INTO run (id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
       instance_count, created_at, finished_at, headers, added_params)
     VALUES ('r', 'a', 'patient', 'p', 1, 'failed', 1, 1, 1, 100, 900, '{}', '{}')`,
  );
  for (const [key, name, state, queued, finished] of [
    [1, 'first', 'succeeded', 100, 300],
    [2, 'again', 'failed', 500, 900],
    [3, 'left', 'skipped', null, 900],
  ] as const) {
    history.run(
      `INSERT INTO job_run (key, id, run_id, position, job_name, job_group, definition, channel, priority, timeout_ms,
         state, open_dependencies, created_at, queued_at, finished_at, entity_text)
       VALUES (?, ?, 'r', ?, ?, 'registry', '{}', 'default', 0, 1, ?, 0, 100, ?, ?, ?)`,
      [key, name, key, name, state, queued, finished, name === 'left' ? 'CT 3' : null],
    );
  }
  for (const [key, number, outcome, from, to] of [
    [1, 1, 'succeeded', 120, 300],
    [2, 1, 'timed-out', 310, 400],
    [2, 2, 'failed', 600, 900],
  ] as const) {
    history.run(
      'INSERT INTO attempt (job_run_key, number, outcome, started_at, finished_at) VALUES (?, ?, ?, ?, ?)',
      [key, number, outcome, from, to],
    );
  }
  history.run("INSERT INTO job_edge (from_key, to_key, needs) VALUES (1, 2, 'success'), (2, 3, 'success')");
});
afterEach(() => {
  application.close();
  application.remove();
});

it('tells all times of a run, those of each attempt with its own job', () => {
  const timeline = readTimeline(application.context.history, 'r');
  expect(timeline).toMatchObject({
    firstInstanceAt: 10,
    lastInstanceAt: 20,
    completedAt: 90,
    plannedAt: 100,
    finishedAt: 900,
    edges: [
      { from: 'first', to: 'again' },
      { from: 'again', to: 'left' },
    ],
  });
  expect(timeline.jobs.map(({ id, entity, attempts }) => [id, entity, attempts.length])).toEqual([
    ['first', null, 1],
    ['again', null, 2],
    ['left', 'CT 3', 0],
  ]);
  expect(drawTimeline(timeline, 5000)).toMatchObject({
    path: [
      { id: 'first', costMs: 200 },
      { id: 'again', costMs: 600 },
    ],
    lines: [
      { spent: { queued: 20, running: 180 } },
      { spent: { waiting: 200, queued: 110, running: 390, pause: 100 } },
      { spent: { waiting: 800 }, costMs: null },
    ],
  });
});

it('says that there is no such run', () => {
  expect(() => readTimeline(application.context.history, 'x')).toThrow(
    'There is no run x in this application.',
  );
});

it('reads nothing but its run, whatever else the history holds', () => {
  for (const sql of timelineQueries) {
    const plan = application.context.history.explain(sql, ['r']).join('; ');
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY \d/);
  }
});
