import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication } from '../../dispatch/testing/index.ts';
import type { History } from '../../database/index.ts';
import { listJobRuns } from '../jobRuns.ts';
import { listRuns } from '../runs.ts';
import { fillHistory } from '../testing/index.ts';
import { countJobRuns, countRuns } from './counts.ts';

let application: TestApplication;
let history: History;
beforeEach(() => {
  application = openTestApplication();
  ({ history } = application.context);
});
afterEach(() => {
  application.close();
  application.remove();
});

type Read<Row> = (cursor: string | undefined) => { rows: Row[]; nextCursor: string | null };
/** All pages; each must go on from where the one before ended. */
function readAll<Row>(read: Read<Row>): Row[] {
  const rows: Row[] = [];
  const cursors = new Set<string>();
  for (let page = read(undefined); ; page = read(page.nextCursor)) {
    rows.push(...page.rows);
    if (page.nextCursor === null) return rows;
    expect(cursors).not.toContain(page.nextCursor);
    cursors.add(page.nextCursor);
  }
}
const runsWith = (text: string) =>
  readAll((cursor) => listRuns(history, { text, limit: 100, cursor })).map(({ number }) => number);
const jobRunsWith = (text: string) =>
  readAll((cursor) => listJobRuns(history, { text, limit: 100, cursor })).map(({ runNumber }) => runNumber);
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);
const setError = (jobRun: string, message: string) =>
  history.run('UPDATE job_run SET error = ? WHERE id = ?', [
    JSON.stringify({ type: 'ValueError', message, traceback: null }),
    jobRun,
  ]);
const unaborted = new AbortController().signal;

describe('runs without job runs', () => {
  // Above the last one with job runs, between two, and below the first.
  const jobRuns = (run: number) => ([180, 181, 400].includes(run) ? 2 : 0);

  it.each(['jane', 'jane person', 'pid person jane'])(
    'are found with all others, each once and newest first: %s',
    async (text) => {
      fillHistory(history, 620, jobRuns);
      expect(runsWith(text)).toEqual(down(620, 1));
      expect(await countRuns(history, { text }, unaborted, Infinity)).toMatchObject({
        total: 620,
        isExact: true,
      });
      expect(jobRunsWith(text)).toEqual([400, 400, 181, 181, 180, 180]);
      expect(await countJobRuns(history, { text }, unaborted, Infinity)).toMatchObject({
        total: 6,
        isExact: true,
      });
    },
  );

  it('are found where there is no job run at all', () => {
    fillHistory(history, 400, 0);
    expect(runsWith('person')).toEqual(down(400, 1));
    expect(jobRunsWith('person')).toEqual([]);
  });
});

describe('several words', () => {
  it('are found together in one error of a run with very many that have one of them', async () => {
    fillHistory(history, 3, (run) => (run === 2 ? 400 : 1));
    history.write(() => {
      for (let position = 0; position < 400; position += 1) setError(`job-2-${position}`, 'alpha only');
      setError('job-2-3', 'alpha and beta');
    });
    expect(runsWith('alpha beta')).toEqual([2]);
    expect(jobRunsWith('alpha beta')).toEqual([2]);
    expect(await countRuns(history, { text: 'alpha beta' }, unaborted, Infinity)).toMatchObject({ total: 1 });
  });

  it('of which one is in the run and one in the error are found, however common both are', () => {
    fillHistory(history, 900, 1);
    history.write(() => {
      for (let run = 1; run <= 900; run += 1) setError(`job-${run}-0`, run % 2 === 0 ? 'zebra' : 'okapi');
    });
    const even = down(900, 1).filter((run) => run % 2 === 0);
    expect(runsWith('person zebra')).toEqual(even);
    expect(jobRunsWith('person zebra')).toEqual(even);
    expect(runsWith('zebra okapi')).toEqual([]);
  });

  it('of which one is rare and one common take no statement that reads all that have the common one', () => {
    fillHistory(history, 3000, 1);
    for (const run of [30, 1500, 2900]) setError(`job-${run}-0`, 'okapi');
    let most = 0;
    const listening: History = {
      ...history,
      all<Row>(sql: string, parameters?: Parameters<History['all']>[1]) {
        const rows = history.all<Row>(sql, parameters);
        most = Math.max(most, rows.length);
        return rows;
      },
    };
    const found = listRuns(listening, { text: 'person okapi', limit: 100 }).rows;
    expect(found.map(({ number }) => number)).toEqual([2900, 1500, 30]);
    expect(most).toBeLessThanOrEqual(150);
  });
});
