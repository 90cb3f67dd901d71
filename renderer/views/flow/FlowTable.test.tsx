// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DoorSummary, Flow, FlowJob } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { FlowTable } from './FlowTable.tsx';

const job = (jobName: string, failed: number): FlowJob => ({
  jobName,
  service: jobName,
  group: 'registry',
  dependsOn: [],
  isInstalled: true,
  isDisabled: false,
  waiting: 0,
  queued: 0,
  running: 0,
  succeeded: 1,
  failed,
  p50Ms: null,
  p95Ms: null,
});
const flow: Flow = {
  since: 0,
  arrivals: { collecting: 0, complete: 0, putAside: 0 },
  jobs: [job('breaks', 2), job('works', 0)],
  delivering: 0,
  sending: 0,
  runs: 1,
  runsEnded: 1,
  hours: [],
};
const door: DoorSummary = {
  door: 'scp',
  state: 'failed',
  problem: 'Port 104 is used by another program.',
  address: null,
  active: 0,
  details: null,
  counts: { new: 0, alreadyThere: 0, conflicting: 0, quarantined: 0, refused: 0, bytes: 0 },
  rate: 0,
  byteRate: 0,
  senders: [],
};
const counts = {
  patients: 0,
  studies: 0,
  series: 0,
  instances: 0,
  runs: 0,
  activeRuns: 0,
  failedRuns: 0,
  services: 0,
};
const row = (name: string) => screen.getByRole('rowheader', { name }).closest('tr')!;

test('the table says what is wrong with each station, as its card does', async () => {
  const asked: string[] = [];
  const user = renderPage(<FlowTable flow={flow} doors={[door]} counts={counts} />, {
    'flow.job'({ jobName }) {
      asked.push(jobName);
      const problems = [
        { run: 'r', jobRun: 'j1', at: 1, state: 'failed', message: 'ValueError: no lung' },
        { run: 'r', jobRun: 'j2', at: 1, state: 'timed-out', message: '' },
      ] as const;
      return { oldestAt: null, problems: jobName === 'breaks' ? [...problems] : [] };
    },
  });
  expect(within(row('C-STORE')).getByText('Port 104 is used by another program.')).toBeTruthy();
  const link = await within(row('breaks')).findByRole('link', { name: 'ValueError: no lung' });
  expect(link.getAttribute('href')).toBe('/a/demo/runs/r/j1');
  expect(within(row('breaks')).getByText('Took longer than its time limit')).toBeTruthy();
  // Of the others nobody asks until somebody wants to know.
  expect(asked).toEqual(['breaks']);
  await user.click(within(row('works')).getByText('Last problems'));
  expect(await within(row('works')).findByText('No failures')).toBeTruthy();
});
