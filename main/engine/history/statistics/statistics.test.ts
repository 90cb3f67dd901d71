import { afterEach, beforeEach, expect, it, onTestFinished, describe } from 'vitest';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication } from '../../dispatch/testing/index.ts';
import { intervalsOf } from './intervals.ts';
import { countsOfDays, countsOfQuarter, queuedIn, tookIn } from './readJobs.ts';
import { runsBegun, runsEnded } from './readRuns.ts';
import { jobsEnded, readHours, readStatistics } from './readStatistics.ts';
import { lastFailures, likeOthers } from './reasons.ts';
import { quantilesOf } from './spread.ts';

const hourMs = 3_600_000;
const noon = new Date(2026, 4, 5, 12, 30).getTime();

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
function addRun(createdAt: number, studies = 1): string {
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
     VALUES (?, ?, 'patient', 'p', 1, 'active', ?, 1, 1, ?, '{}', '{}')`,
    [`r${runs}`, `a${runs}`, studies, createdAt],
  );
  return `r${runs}`;
}
function endRun(run: string, state: string, at: number): void {
  application.context.history.run('UPDATE run SET state = ?, finished_at = ? WHERE id = ?', [state, at, run]);
}
let position = 0;
interface Ended {
  state?: string;
  tookMs?: number;
  queuedMs?: number;
  service?: string | null;
  error?: string;
}
function addEnded(run: string, jobName: string, at: number, change: Ended = {}): string {
  const { state = 'succeeded', tookMs = 1000, queuedMs = 100, service = 's', error = null } = change;
  const { history } = application.context;
  position += 1;
  const id = `${jobName}-${position}`;
  history.run(
    `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
       timeout_ms, state, open_dependencies, created_at)
     VALUES (?, ?, ?, ?, ?, 'registry', '{}', 'default', 0, 1, 'running', 0, 0)`,
    [id, run, position, jobName, service],
  );
  const startedAt = at - tookMs;
  history.run(
    'UPDATE job_run SET state = ?, queued_at = ?, started_at = ?, finished_at = ?, error = ? WHERE id = ?',
    [
      state,
      startedAt - queuedMs,
      startedAt,
      at,
      error === null ? null : JSON.stringify({ type: 'ValueError', message: error }),
      id,
    ],
  );
  return id;
}
function inZone(zone: string): void {
  const before = process.env['TZ'];
  onTestFinished(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
  process.env['TZ'] = zone;
}
const day = { from: '2026-05-05', to: '2026-05-05' };
const statistics = (change: Partial<Parameters<typeof readStatistics>[1]> = {}) =>
  readStatistics(application.context.history, { ...day, by: 'day', ...change });

it('counts what began and ended on the days asked for, and nothing of the days beside them', async () => {
  for (const at of [noon - 24 * hourMs, noon, noon + 24 * hourMs]) {
    const run = addRun(at, 2);
    addEnded(run, 'a', at);
    addEnded(run, 'b', at, { state: 'timed-out' });
    endRun(run, 'failed', at);
  }
  const told = await statistics();
  expect(told.intervals).toMatchObject([
    { runs: 1, studies: 2, runsSucceeded: 0, runsFailed: 1, succeeded: 1, failed: 1 },
  ]);
  expect(told.jobs).toMatchObject([
    { jobName: 'a', service: 's', succeeded: 1, failed: 0 },
    { jobName: 'b', succeeded: 0, failed: 1, took: null },
  ]);
});

it('takes back what a requeue undoes: counts, times and the end of the run', async () => {
  const run = addRun(noon);
  const id = addEnded(run, 'a', noon);
  endRun(run, 'succeeded', noon);
  const { history } = application.context;
  expect((await statistics()).jobs).toMatchObject([{ succeeded: 1, took: { p50Ms: 981 } }]);
  history.run("UPDATE job_run SET state = 'queued', started_at = NULL, finished_at = NULL WHERE id = ?", [
    id,
  ]);
  history.run("UPDATE run SET state = 'active', finished_at = NULL WHERE id = ?", [run]);
  const told = await statistics();
  expect(told.jobs).toEqual([]);
  expect(told.intervals).toMatchObject([{ runsSucceeded: 0, succeeded: 0, queued: null }]);
});

it.each(['day', 'hour'] as const)(
  'tells quantiles by the %s to within 5 %, from milliseconds to days, and none where nothing ended',
  async (by) => {
    const run = addRun(noon);
    for (const tookMs of [3, 90, 5000, 700_000, 90_000_000]) {
      const { jobs } = await statistics({ by, jobName: `took ${tookMs}` });
      expect(jobs).toEqual([]);
      addEnded(run, `took ${tookMs}`, noon, { tookMs, queuedMs: tookMs });
      const [job] = (await statistics({ by, jobName: `took ${tookMs}` })).jobs;
      for (const quantiles of [job?.took, job?.queued]) {
        expect(Math.abs((quantiles?.p50Ms ?? 0) / tookMs - 1)).toBeLessThan(0.05);
      }
    }
    expect(quantilesOf(new Map([[0, 0]]))).toBeNull();
    expect(
      quantilesOf(
        new Map([
          [80, 95],
          [160, 5],
        ]),
      ),
    ).toEqual({ p50Ms: 1069, p95Ms: 1069 });
    expect(
      quantilesOf(
        new Map([
          [80, 94],
          [160, 6],
        ]),
      )?.p95Ms,
    ).toBeGreaterThan(1_000_000);
  },
);

it('narrows to a service and a job, but counts runs whatever jobs they have', async () => {
  const run = addRun(noon);
  addEnded(run, 'a', noon, { service: 'one' });
  addEnded(run, 'b', noon, { service: 'two', state: 'failed', error: 'no' });
  addEnded(run, 'c', noon, { service: null });
  expect((await statistics({ service: 'one' })).intervals).toMatchObject([
    { runs: 1, succeeded: 1, failed: 0 },
  ]);
  const two = await statistics({ service: 'two', jobName: 'b' });
  expect(two.failures).toEqual([{ service: 'two', ended: 1, failed: 1, byWeek: [1] }]);
  expect(two.reasons).toMatchObject([{ service: 'two', jobName: 'b', reason: 'ValueError: no', count: 1 }]);
  expect(new Set((await statistics()).failures.map((one) => one.service))).toEqual(
    new Set([null, 'one', 'two']),
  );
});

it('tells failures by week from Monday, and like reasons as one with the last of them', async () => {
  const run = addRun(noon);
  const [sunday, monday] = [new Date(2026, 4, 3, 23, 50).getTime(), new Date(2026, 4, 4, 0, 10).getTime()];
  addEnded(run, 'a', sunday, { state: 'failed', error: 'No slice 12 in /data/x/y.dcm\nmore' });
  const last = addEnded(run, 'a', monday, { state: 'failed', error: 'No slice 7 in /data/z/q.dcm' });
  addEnded(run, 'a', monday, { state: 'timed-out' });
  const told = await statistics({ from: '2026-05-01', to: '2026-05-05' });
  expect(told.weeks).toEqual([new Date(2026, 4, 1).getTime(), new Date(2026, 4, 4).getTime()]);
  expect(told.failures).toMatchObject([{ failed: 3, byWeek: [1, 2] }]);
  expect(told.reasons).toMatchObject([
    { reason: 'ValueError: No slice … in …', count: 2, jobRun: last },
    { reason: 'Took longer than its time limit', count: 1 },
  ]);
  expect(told.reasonsOf).toEqual({ count: 3, isAll: true });
});

it('follows how long jobs took from interval to interval', async () => {
  const run = addRun(noon);
  addEnded(run, 'a', noon, { tookMs: 1000 });
  addEnded(run, 'a', noon + 2 * hourMs, { tookMs: 64_000 });
  const [job] = (await statistics({ by: 'hour' })).jobs;
  expect(job?.tookBy?.map((one) => one !== null).indexOf(true)).toBe(12);
  expect(job?.tookBy?.filter((one) => one !== null).map(({ p50Ms }) => Math.round(p50Ms / 1000))).toEqual([
    1, 63,
  ]);
});

describe('the clock', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Asia/Kathmandu', '2026-05-05', 24],
    ['America/Santiago', '2026-09-06', 23],
    ['Australia/Lord_Howe', '2026-10-04', 24],
  ])('of %s has on %s so many hours, from midnight to midnight and without gaps', (zone, date, count) => {
    inZone(zone);
    const hours = intervalsOf({ from: date, to: date }, 'hour');
    expect(hours).toHaveLength(count);
    const [whole] = intervalsOf({ from: date, to: date }, 'day');
    expect([hours[0]?.at, hours.at(-1)?.until]).toEqual([whole?.at, whole?.until]);
    expect(hours.slice(1).map(({ at }) => at)).toEqual(hours.slice(0, -1).map(({ until }) => until));
  });

  it.each(['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland'])(
    'of %s decides which day something belongs to',
    async (zone) => {
      inZone(zone);
      const midnight = new Date(2026, 4, 5).getTime();
      for (const at of [midnight - 60_000, midnight + 60_000]) addEnded(addRun(at), 'a', at);
      const told = await statistics({ from: '2026-05-04' });
      expect(told.intervals.map(({ runs: begun, succeeded }) => [begun, succeeded])).toEqual([
        [1, 1],
        [1, 1],
      ]);
      const hours = await readHours(application.context.history, day);
      expect(hours[0]).toMatchObject({ at: midnight, runs: 1, succeeded: 1 });
    },
  );

  it('refuses periods that end before they begin, and those of too many parts', async () => {
    await expect(statistics({ from: '2026-05-06' })).rejects.toThrow('ends on 2026-05-05');
    await expect(statistics({ from: '2020-01-01' })).rejects.toThrow('more than 400 parts by day');
    expect((await statistics({ from: '2020-01-01', by: 'week' })).intervals.length).toBeGreaterThan(300);
  });
});

it.each([
  ['KeyError: 1.2.840.113619.2.5', 'KeyError: …'],
  ['cannot open C:\\data\\x\\y.dcm', 'cannot open …'],
  ['run 0198c2f0-7a3e-7c31-9d2e-aaaaaaaaaaaa: 3 of 4', 'run …: … of …'],
  [`no file ${'0123456789abcdef'.repeat(4)}_mask.nii`, 'no file …_mask.nii'],
  ['a/b is no number', 'a/b is no number'],
])('the reason %s is told as %s', (text, told) => {
  expect(likeOthers(text)).toBe(told);
  expect(likeOthers('x'.repeat(500))).toHaveLength(200);
});

it.each(['_mask.nii', 'x', '_'])('a long identifier before %s is read once', (behind) => {
  for (const digits of ['0123456789abcdef'.repeat(13), 'abcd-'.repeat(40), '01234567-'.repeat(50)]) {
    const began = performance.now();
    likeOthers(`No file ${digits}${behind}`);
    expect(performance.now() - began).toBeLessThan(1000);
  }
});

it('a message of megabytes is read from its beginning only', async () => {
  const run = addRun(noon);
  const error = `No slice 12 of ${'[1, 2] '.repeat(500_000)}`;
  for (let time = 0; time < 3; time += 1) addEnded(run, 'a', noon, { state: 'failed', error });
  const [reason] = (await statistics()).reasons;
  expect(reason).toMatchObject({ count: 3 });
  expect(reason?.reason).toMatch(/^ValueError: No slice … of \[…, …\] .*…$/);
  const rows = application.context.history.all<{ message: string }>(lastFailures({}), [0, noon + 1]);
  expect(rows.map(({ message }) => message.length)).toEqual([500, 500, 500]);
});

it('times of a busy quarter of an hour are those of all its jobs, early and late ones', async () => {
  const run = addRun(noon);
  application.context.history.write(() => {
    for (let count = 0; count < 4500; count += 1) addEnded(run, 'quick', noon + count, { tookMs: 100 });
    for (let count = 0; count < 500; count += 1)
      addEnded(run, 'slow', noon + 600_000 + count, { tookMs: 60_000, queuedMs: 300_000 });
  });
  const told = await statistics({ by: 'hour' });
  const job = (name: string) => told.jobs.find(({ jobName }) => jobName === name);
  expect(job('quick')).toMatchObject({ succeeded: 4500 });
  expect(job('slow')?.took?.p50Ms).toBeGreaterThan(50_000);
  const [whole] = (await statistics()).intervals;
  const busy = told.intervals.find(({ succeeded }) => succeeded > 0);
  expect(busy?.queued).toEqual(whole?.queued);
  expect(busy?.queued?.p95Ms).toBeGreaterThan(200_000);
});

it('reads stretches of indexes only, whatever is chosen', () => {
  const { history } = application.context;
  const whole = [0, 1];
  const chosen = { service: 's', jobName: 'a' };
  for (const [sql, parameters] of [
    [runsBegun, whole],
    [runsEnded, whole],
    [jobsEnded, whole],
    [countsOfDays({}), whole],
    [countsOfDays(chosen), [...whole, 's', 'a']],
    [countsOfQuarter({}), [0]],
    [countsOfQuarter(chosen), [0, 's', 'a']],
    [tookIn({}), whole],
    [tookIn(chosen), [...whole, 's', 'a']],
    [queuedIn({}), whole],
    [queuedIn(chosen), [...whole, 's', 'a']],
    [lastFailures({}), whole],
    [lastFailures(chosen), [...whole, 's', 'a']],
  ] as const) {
    const plan = history.explain(sql, parameters).join('; ');
    expect(plan).toMatch(/SEARCH/);
    expect(plan.replace(/SCAN \(subquery-\d+\)/, '')).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY/);
  }
});
