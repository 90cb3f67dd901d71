import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication } from '../dispatch/testing/index.ts';
import { openArrivals, putAsideArrivals } from './arrivals.ts';

let application: TestApplication;
beforeEach(() => {
  application = openTestApplication();
});
afterEach(() => {
  application.close();
  application.remove();
});

it.each([
  ['open', openArrivals, 'arrival_open'],
  ['put aside', putAsideArrivals, 'arrival_put_aside'],
])('arrivals that are %s are found without looking at those that were planned', (_which, sql, index) => {
  const plan = application.context.history.explain(sql);
  expect(plan.join('\n')).toMatch(new RegExp(`arrival USING (COVERING )?INDEX ${index}`));
  const scans = plan.filter((line) => line.startsWith('SCAN') && !line.includes(`USING INDEX ${index}`));
  expect(scans).toEqual([]);
  expect(plan).toContainEqual(expect.stringContaining('SEARCH run USING INDEX run_by_entity'));
});
