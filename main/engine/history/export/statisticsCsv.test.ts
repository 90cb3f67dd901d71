import { expect, test } from 'vitest';
import type { Statistics } from '../../../../contract/index.ts';
import { statisticsCsv } from './statisticsCsv.ts';

const at = new Date(2026, 4, 5).getTime();
const until = new Date(2026, 4, 6).getTime();
const statistics: Statistics = {
  from: at,
  to: until,
  by: 'day',
  intervals: [
    {
      at,
      until,
      runs: 2,
      studies: 3,
      runsSucceeded: 1,
      runsFailed: 1,
      succeeded: 4,
      failed: 1,
      queued: null,
    },
  ],
  jobs: [
    {
      jobName: '=cmd|"x",1',
      service: null,
      succeeded: 4,
      failed: 1,
      took: { p50Ms: 10, p95Ms: 20 },
      queued: null,
      tookBy: [{ p50Ms: 10, p95Ms: 20 }],
    },
  ],
  weeks: [at],
  failures: [{ service: 's', ended: 5, failed: 1, byWeek: [1] }],
  reasons: [{ service: 's', jobName: 'a', reason: 'no, not\nthis', count: 1, run: 'r', jobRun: 'j' }],
  reasonsOf: { count: 1000, isAll: false },
};

test('each figure is a line of its own with its stretch of time by this machine’s clock', () => {
  const lines = statisticsCsv(statistics).map((line) => line.replace(/\r\n$/, ''));
  expect(lines[0]).toBe('begins,ends,service,job,figure,value');
  expect(lines[1]).toMatch(/^2026-05-05T00:00:00[+-]\d\d:\d\d,2026-05-06T00:00:00[+-]\d\d:\d\d,,,runs,2$/);
  expect(lines.filter((line) => line.includes('tookP95Ms'))).toHaveLength(2);
  expect(lines.some((line) => line.endsWith(',s,,failedInWeek,1'))).toBe(true);
});

test('of how many failures the reasons were read is told with them', () => {
  const figures = statisticsCsv(statistics).map((line) => line.replace(/\r\n$/, '').split(',,,')[1]);
  expect(figures).toContain('failuresRead,1000');
});

test('no name becomes a formula, and commas and quotes stay inside their cell', () => {
  const csv = statisticsCsv(statistics).join('');
  expect(csv).toContain(`,"'=cmd|""x"",1",succeeded,4`);
  expect(csv).toContain('"failed because: no, not\nthis",1');
});
