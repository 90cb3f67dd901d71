import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobRunFilter, JobRunState, RunFilter } from '../../../../contract/index.ts';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication } from '../../dispatch/testing/index.ts';
import type { History } from '../../database/index.ts';
import { listJobRuns } from '../jobRuns.ts';
import { listRuns } from '../runs.ts';
import { fillHistory } from '../testing/index.ts';
import type { FilledJobRun } from '../testing/index.ts';
import { countJobRuns, countRuns } from './counts.ts';
import { readFacets } from './facets.ts';

const startedAt = 1_700_000_000_000;
const minute = 60_000;

let application: TestApplication;
let history: History;
let filled: FilledJobRun[];
beforeAll(() => {
  application = openTestApplication();
  ({ history } = application.context);
  filled = fillHistory(history, 700, 5, startedAt);
});
afterAll(() => {
  application.close();
  application.remove();
});

/** What a filter means, told without any index. */
function means(filter: JobRunFilter, row: FilledJobRun): boolean {
  const words = (filter.text ?? '')
    .toLowerCase()
    .split(/\W+/)
    .filter((word) => word.length > 2);
  return (
    (filter.states?.includes(row.state) ?? true) &&
    (filter.jobName ?? row.jobName) === row.jobName &&
    (filter.service ?? row.service) === row.service &&
    (filter.channel ?? row.channel) === row.channel &&
    (filter.modality === undefined || row.modalities.includes(filter.modality)) &&
    row.createdAt >= (filter.from ?? 0) &&
    row.createdAt < (filter.to ?? Number.MAX_SAFE_INTEGER) &&
    words.every((word) => row.runText.includes(word) || row.errorText.includes(word))
  );
}

function readAll<Row>(
  read: (cursor: string | undefined) => { rows: Row[]; nextCursor: string | null },
): Row[] {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = read(cursor);
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

const filters: JobRunFilter[] = [
  {},
  { states: ['failed'] },
  { states: ['failed', 'timed-out', 'queued'] },
  { states: ['failed', 'queued', 'failed'] },
  { jobName: 'job-3' },
  { jobName: 'job-3', states: ['succeeded'] },
  { service: 'service-1', states: ['failed', 'cancelled'] },
  { channel: 'channel-2', service: 'service-1' },
  { modality: 'MR' },
  { modality: 'MR', states: ['failed'] },
  { modality: 'PT', text: 'jane' },
  { text: 'person11' },
  { text: 'thorax' },
  { text: 'slice' },
  { text: 'ValueError: no slice 7' },
  { text: 'thorax valueerror' },
  { text: 'thorax', states: ['failed'], modality: 'CT', from: startedAt + 100 * minute },
  { from: startedAt + 50 * minute, to: startedAt + 60 * minute },
  { to: startedAt + 20 * minute, channel: 'channel-1' },
  { text: 'nobody' },
  { jobName: 'none' },
  { from: startedAt + 100_000 * minute },
];

describe('job runs under a filter', () => {
  it.each(filters)('are all that it means, each once and newest first: %j', async (filter) => {
    const wanted = filled.filter((row) => means(filter, row)).map(({ key }) => key);
    const found = readAll((cursor) => listJobRuns(history, { ...filter, limit: 37, cursor }));
    const keyOf = new Map(filled.map(({ key, run }, index) => [`job-${run}-${index % 5}`, key]));
    expect(found.map(({ id }) => keyOf.get(id))).toEqual(wanted.toReversed());
    const { states: _states, ...rest } = filter;
    const all = filled.filter((row) => means(rest, row));
    const counted = await countJobRuns(history, filter, new AbortController().signal, Infinity);
    expect(counted.isExact).toBe(true);
    expect(counted.total).toBe(all.length);
    for (const [state, n] of Object.entries(counted.states)) {
      expect([state, n]).toEqual([state, all.filter((row) => row.state === (state as JobRunState)).length]);
    }
  });

  it.each(filters)('of one run are those of that run alone: %j', (filter) => {
    const wanted = filled.filter((row) => row.run === 333 && means(filter, row));
    const page = listJobRuns(history, { ...filter, run: 'run-333', limit: 100 });
    expect(page.rows.map(({ runNumber }) => runNumber)).toEqual(wanted.map(() => 333));
    expect(page.total).toBe(wanted.length);
  });

  it('found by one or two letters are those whose name or id begins so', () => {
    const count = (text: string) =>
      readAll((cursor) => listJobRuns(history, { text, limit: 500, cursor })).length;
    expect(count('pe')).toBe(filled.length);
    expect(count('xx')).toBe(0);
    expect(count('%')).toBe(filled.length);
  });

  it('can be asked for with words that a search index would take for its own language', () => {
    for (const text of ['AND', 'NOT "', 'text:jane*', '(((', "'; DROP TABLE run; --", '^jane + NEAR(']) {
      expect(() => listJobRuns(history, { text, limit: 10 })).not.toThrow();
    }
  });
});

describe('runs under a filter', () => {
  it.each(filters)('are those with a job run that it means: %j', async ({ states: _states, ...filter }) => {
    const wanted = [...new Set(filled.filter((row) => means(filter, row)).map(({ run }) => run))];
    const found = readAll((cursor) => listRuns(history, { ...filter, limit: 37, cursor }));
    expect(found.map(({ number }) => number)).toEqual(wanted.toReversed());
    expect((await countRuns(history, filter, new AbortController().signal, Infinity)).total).toBe(
      wanted.length,
    );
  });

  it('by state are counted as they change', async () => {
    const filter: RunFilter = { states: ['failed'] };
    const found = readAll((cursor) => listRuns(history, { ...filter, limit: 100, cursor }));
    const counts = await countRuns(history, filter, new AbortController().signal, Infinity);
    expect(found.every(({ state }) => state === 'failed')).toBe(true);
    expect(counts.states.failed).toBe(found.length);
    expect(counts.total).toBe(700);
  });
});

it('tells what there is to filter by from what is counted, not from all rows', () => {
  const facets = readFacets(history);
  expect(facets.modalities).toEqual([...new Set(filled.flatMap(({ modalities }) => modalities))].toSorted());
  expect(facets.channels).toEqual([...new Set(filled.map(({ channel }) => channel))].toSorted());
  expect(facets.services).not.toContain('');
});

it('an error that was taken back is not found any more, and one of another attempt is', () => {
  const row = filled.find(({ state }) => state === 'succeeded')!;
  const found = () => listJobRuns(history, { text: 'unheard thing', limit: 10 }).rows.length;
  const set = (error: string | null) =>
    history.run('UPDATE job_run SET error = ? WHERE key = ?', [error, row.key]);
  expect(found()).toBe(0);
  set(JSON.stringify({ type: 'OSError', message: 'an unheard-of thing', traceback: null }));
  expect(found()).toBe(1);
  set(null);
  expect(found()).toBe(0);
});

it('an error is found by its words with diacritics and without, however they are encoded', () => {
  const row = filled.find(({ state }) => state === 'succeeded')!;
  const found = (text: string) => listJobRuns(history, { text, limit: 10 }).rows.length;
  const set = (error: string | null) =>
    history.run('UPDATE job_run SET error = ? WHERE key = ?', [error, row.key]);
  const message = 'Größe ungültig in /home/rené';
  for (const encoded of [message.normalize('NFC'), message.normalize('NFD')]) {
    set(JSON.stringify({ type: 'OSError', message: encoded, traceback: null }));
    for (const text of ['Größe', 'große', 'ungültig', 'UNGULTIG', 'rené', 'rene']) {
      expect([text, found(text)]).toEqual([text, 1]);
      expect([text, found(text.normalize('NFD'))]).toEqual([text, 1]);
    }
  }
  set(null);
});

it('each step of a list is found by an index and never sorts more than its page', () => {
  const plans: { sql: string; plan: string }[] = [];
  const listening: History = {
    ...history,
    all(sql, parameters) {
      if (sql.includes('AS key FROM job_run') || sql.includes('AS key FROM run')) {
        plans.push({ sql, plan: history.explain(sql, parameters).join('; ') });
      }
      return history.all(sql, parameters);
    },
  };
  for (const filter of filters) {
    listJobRuns(listening, { ...filter, limit: 10 });
    const { states: _states, ...rest } = filter;
    listRuns(listening, { ...rest, limit: 10 });
  }
  expect(plans.length).toBeGreaterThan(30);
  // What several states give, and what is found as a set, is sorted: a window of it.
  const sorting = plans.filter(
    ({ sql, plan }) => /USE TEMP B-TREE FOR ORDER BY/.test(plan) && !/UNION|IN \(SELECT/.test(sql),
  );
  expect(sorting).toEqual([]);
  expect(plans.filter(({ plan }) => /SCAN (job_run|run|patient)(?! USING)/.test(plan))).toEqual([]);
});
