// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Timeline, TimelineJob } from '../../../../contract/index.ts';
import { renderPage } from '../../../testing/index.ts';
import { RunTimeline } from './index.ts';

const job = (id: string, startedAt: number, finishedAt: number): TimelineJob => ({
  id,
  jobName: id,
  entity: null,
  service: null,
  state: 'succeeded',
  createdAt: 0,
  queuedAt: 0,
  finishedAt,
  retryAt: null,
  attempts: [{ number: 1, outcome: 'succeeded', startedAt, finishedAt }],
});
const timeline: Timeline = {
  run: 'r',
  number: 1,
  state: 'succeeded',
  firstInstanceAt: -60_000,
  lastInstanceAt: -30_000,
  completedAt: -5000,
  plannedAt: 0,
  finishedAt: 90_000,
  jobs: [job('first', 5000, 30_000), job('last', 40_000, 90_000), job('side', 5000, 20_000)],
  edges: [{ from: 'first', to: 'last' }],
};
const show = (told: Timeline = timeline) =>
  renderPage(<RunTimeline run="r" current={null} href={(id) => `/${id}`} />, { 'runs.timeline': () => told });

test('each job tells its parts in words, what it cost, or how much slack it had', async () => {
  show();
  const row = (await screen.findByRole('link', { name: 'last' })).closest('tr');
  expect(row?.textContent).toMatch(/waited for others 30 s .*, queued 10 s .*, attempt 1 succeeded 50 s/);
  expect(row?.textContent).toContain('costs 1 min 00 s');
  expect(screen.getByRole('link', { name: 'side' }).closest('tr')?.textContent).toContain('slack 1 min 10 s');
  expect(screen.getByText('first › last')).toBeTruthy();
});

test('the numbers are those of the picture, and arrival is shown when it is asked for', async () => {
  const user = show();
  await user.click(await screen.findByRole('switch', { name: 'From the first image' }));
  expect(screen.getByText(/images came 30 s.*waited for more 25 s.*was planned 5\.0 s/)).toBeTruthy();
  await user.click(screen.getByRole('switch', { name: 'As numbers' }));
  const row = screen.getByRole('link', { name: 'last' }).closest('tr');
  expect(
    within(row!)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(expect.arrayContaining(['30 s', '10 s', '50 s', '1 min 00 s']));
});

test('rows are counted from the header on, with and without the arrival', async () => {
  const user = show();
  const rows = () => screen.getAllByRole('row').map((row) => row.getAttribute('aria-rowindex'));
  await screen.findByRole('link', { name: 'last' });
  expect(rows()).toEqual(['1', '2', '3', '4']);
  await user.click(screen.getByRole('switch', { name: 'From the first image' }));
  expect(rows()).toEqual(['1', '2', '3', '4', '5']);
});

test('a run of which no job has begun says so', async () => {
  show({ ...timeline, jobs: [], edges: [] });
  expect(await screen.findByText('No job has begun')).toBeTruthy();
});
