import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication } from '../dispatch/testing/index.ts';
import { readFlow } from './flow.ts';
import type { KnownJob } from './flow.ts';
import { lastProblems, oldestOpen, readFlowJob } from './flowJob.ts';

const hourMs = 3_600_000;
/** Noon of some day, on this machine's clock. */
const noon = new Date(2026, 4, 5, 12, 30).getTime();
const known = (jobName: string, dependsOn: string[] = []): KnownJob => ({
  jobName,
  service: 's',
  group: 'registry',
  dependsOn,
  isInstalled: true,
  isDisabled: false,
});

let application: TestApplication;
beforeEach(() => {
  application = openTestApplication();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'P', 'P', '{}')",
  );
});
afterEach(() => {
  application.close();
  application.remove();
});

let runs = 0;
function addRun(createdAt: number, jobs: readonly { name: string; state?: string }[]): (number | bigint)[] {
  const { history } = application.context;
  runs += 1;
  history.run(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
       last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'planned', 1, 0, 0, 0)`,
    [`a${runs}`],
  );
  history.run(
    `INSERT INTO run (id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
       instance_count, created_at, headers, added_params)
     VALUES (?, ?, 'patient', 'p', 1, 'active', 1, 1, 1, ?, '{}', '{}')`,
    [`r${runs}`, `a${runs}`, createdAt],
  );
  return jobs.map(
    ({ name, state = 'queued' }, position) =>
      history.run(
        `INSERT INTO job_run (id, run_id, position, job_name, job_group, definition, channel, priority, timeout_ms,
           state, open_dependencies, created_at)
         VALUES (?, ?, ?, ?, 'registry', '{}', 'default', 0, 1, ?, 0, 0)`,
        [`${name}-${runs}-${position}`, `r${runs}`, position, name, state],
      ).lastInsertRowid,
  );
}
function end(key: number | bigint | undefined, state: string, at: number, tookMs = 1000): void {
  application.context.history.run(
    'UPDATE job_run SET state = ?, started_at = ?, finished_at = ? WHERE key = ?',
    [state, at - tookMs, at, key ?? 0],
  );
}
const flow = (...jobs: KnownJob[]) => readFlow(application.context.history, jobs, noon);

it('counts what is on its way, and of what has ended only today', () => {
  const [first] = addRun(noon - 24 * hourMs, [{ name: 'a' }]);
  end(first, 'succeeded', noon - 24 * hourMs);
  const [second, third] = addRun(noon - hourMs, [{ name: 'a' }, { name: 'a' }]);
  end(second, 'succeeded', noon - hourMs);
  end(third, 'timed-out', noon);
  addRun(noon, [{ name: 'a', state: 'running' }, { name: 'b', state: 'waiting' }, { name: 'b' }]);
  const told = flow(known('a'), known('b', ['a']));
  expect(told.jobs).toMatchObject([
    { jobName: 'a', running: 1, queued: 0, succeeded: 1, failed: 1 },
    { jobName: 'b', dependsOn: ['a'], waiting: 1, queued: 1, succeeded: 0 },
  ]);
  expect(told).toMatchObject({ runs: 2, delivering: 0 });
});

it.each(['Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Berlin'])(
  'begins the day and its hours where the clock of %s does, without the end of yesterday',
  (zone) => {
    const before = process.env['TZ'];
    onTestFinished(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    process.env['TZ'] = zone;
    const midnight = new Date(2026, 4, 5).getTime();
    const [late, early] = [midnight - 60_000, midnight + 60_000];
    for (const at of [late, early]) end(addRun(at, [{ name: 'a' }])[0], 'succeeded', at);
    const told = readFlow(application.context.history, [known('a')], midnight + 40 * 60_000);
    expect(told).toMatchObject({ since: midnight, runs: 1, jobs: [{ succeeded: 1 }] });
    expect(told.hours.slice(-2)).toEqual([
      { at: midnight - hourMs, runs: 1, succeeded: 1, failed: 0 },
      { at: midnight, runs: 1, succeeded: 1, failed: 0 },
    ]);
  },
);

it('takes back what a requeue undoes, so that a job run counts once', () => {
  const [key] = addRun(noon, [{ name: 'a' }]);
  end(key, 'failed', noon);
  expect(flow(known('a')).jobs).toMatchObject([{ failed: 1, queued: 0 }]);
  application.context.history.run(
    "UPDATE job_run SET state = 'queued', finished_at = NULL, started_at = NULL WHERE key = ?",
    [key ?? 0],
  );
  expect(flow(known('a')).jobs).toMatchObject([{ failed: 0, queued: 1 }]);
  end(key, 'succeeded', noon);
  expect(flow(known('a')).jobs).toMatchObject([{ failed: 0, succeeded: 1 }]);
});

it('has an hour for each of the last 24, whatever happened in it', () => {
  const [key] = addRun(noon - 3 * hourMs, [{ name: 'a' }]);
  end(key, 'failed', noon - 2 * hourMs);
  const { hours } = flow(known('a'));
  expect(hours).toHaveLength(24);
  expect(hours.map(({ at }, index) => at - (hours[0]?.at ?? 0) - index * hourMs)).toEqual(
    Array.from({ length: 24 }, () => 0),
  );
  expect(hours.slice(-4)).toMatchObject([
    { runs: 1, failed: 0 },
    { runs: 0, failed: 1 },
    { runs: 0, failed: 0 },
    { runs: 0, failed: 0 },
  ]);
});

it('tells how long jobs take, and shows those that were removed while something of them is on its way', () => {
  const durations = [1000, 2000, 3000, 4000, 100_000];
  for (const took of durations) end(addRun(noon, [{ name: 'a' }])[0], 'succeeded', noon, took);
  // The clock was set back meanwhile: nobody knows how long it took.
  end(addRun(noon, [{ name: 'a' }])[0], 'succeeded', noon, -5000);
  addRun(noon, [{ name: 'gone' }]);
  expect(flow(known('a')).jobs).toMatchObject([
    { jobName: 'a', p50Ms: 3000, p95Ms: 100_000 },
    { jobName: 'gone', isInstalled: false, queued: 1, p50Ms: null },
  ]);
});

it('tells of a job since when the oldest waits and its last failures, found at the end of an index', () => {
  const { history } = application.context;
  for (const minute of [1, 2, 3, 4]) {
    const [key] = addRun(noon, [{ name: 'a' }]);
    history.run('UPDATE job_run SET error = ? WHERE key = ?', [
      JSON.stringify({ type: 'ValueError', message: `no ${minute}`, traceback: null }),
      key ?? 0,
    ]);
    end(key, minute === 4 ? 'timed-out' : 'failed', noon + minute * 60_000);
  }
  addRun(noon, [{ name: 'a', state: 'running' }, { name: 'b' }]);
  expect(readFlowJob(history, 'a')).toMatchObject({
    oldestAt: null,
    problems: [{ message: 'no 4', state: 'timed-out' }, { message: 'no 3' }, { message: 'no 2' }],
  });
  expect(readFlowJob(history, 'b')).toEqual({ oldestAt: 0, problems: [] });
  for (const sql of [oldestOpen, lastProblems]) {
    expect(history.explain(sql, ['a']).join()).not.toContain('TEMP B-TREE');
  }
});
