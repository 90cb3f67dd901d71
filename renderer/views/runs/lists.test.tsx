// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { JobRunSummary, RouteInput } from '../../../contract/index.ts';
import { renderPage, type FakeEngine } from '../../testing/index.ts';
import { JobsView } from './JobsView.tsx';

const job = (number: number): JobRunSummary => ({
  id: `j${number}`,
  run: 'r',
  runNumber: 7,
  jobName: `job ${number}`,
  service: 'lung',
  group: 'registry',
  entity: null,
  state: 'failed',
  reason: null,
  channel: 'default',
  attempts: 1,
  dependsOn: [],
  PatientID: 'P',
  PatientName: 'Doe^Jane',
  createdAt: 0,
  queuedAt: 0,
  startedAt: 0,
  finishedAt: 1000,
  percent: null,
  retry: null,
});

function engineOf(overrides: FakeEngine = {}) {
  const asked: RouteInput<'job_runs.list'>[] = [];
  const answers: FakeEngine = {
    'job_runs.list': (input) => {
      asked.push(input);
      return { rows: [job(1), job(2)], nextCursor: null, total: 2, isTotalExact: true };
    },
    'job_runs.counts': () => ({ states: { failed: 10_000, queued: 3 }, total: 10_003, isExact: false }),
    'job_runs.facets': () => ({
      jobNames: ['job 1', 'job 2'],
      services: ['lung'],
      channels: ['default'],
      modalities: ['CT'],
    }),
    'saved_filters.list': () => [
      { id: 1, name: 'Bad CT', list: 'job-runs', filter: { states: ['failed'], modality: 'CT' }, savedAt: 0 },
      { id: 2, name: 'Of runs', list: 'runs', filter: {}, savedAt: 0 },
    ],
    'channels.list': () => ({ paused: null, channels: [] }),
    ...overrides,
  };
  return { asked, answers };
}

test('what is pressed, chosen and typed narrows the list together, and "Show all" takes all of it back', async () => {
  const { asked, answers } = engineOf();
  const user = renderPage(<JobsView />, answers);
  const failed = await screen.findByRole('button', { name: /^Failed 10,000\+$/ });
  await user.click(failed);
  expect(failed.getAttribute('aria-pressed')).toBe('true');
  await user.click(screen.getByRole('button', { name: /^Queued 3\+$/ }));
  await user.type(screen.getByRole('textbox', { name: 'Search patients, studies and errors' }), 'doe');
  await user.click(screen.getByRole('combobox', { name: 'Modality' }));
  await user.click(await screen.findByRole('option', { name: 'CT' }));
  await waitFor(() =>
    expect(asked.at(-1)).toMatchObject({ states: ['failed', 'queued'], text: 'doe', modality: 'CT' }),
  );
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(failed.getAttribute('aria-pressed')).toBe('false'));
  expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Search/ }).value).toBe('');
});

test('a saved filter of this list is taken in one go; those of the other list are not offered', async () => {
  const { asked, answers } = engineOf();
  const user = renderPage(<JobsView />, answers);
  await user.click(await screen.findByRole('button', { name: 'Saved filters' }));
  expect(screen.queryByRole('menuitem', { name: 'Of runs' })).toBeNull();
  await user.click(await screen.findByRole('menuitem', { name: 'Bad CT' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ states: ['failed'], modality: 'CT' }));
  expect(await screen.findByRole('button', { name: 'Bad CT' })).toBeDefined();
});

test('rows stay chosen by what they are, "all that match" means the filter, and what is asked for is that', async () => {
  const requeue = vi.fn((_input: RouteInput<'job_runs.requeue'>) => ({
    requeued: 2,
    alongside: 0,
    runIds: [],
    refused: 0,
    refusals: [],
    notes: [],
    runs: 1,
  }));
  const { answers } = engineOf({ 'job_runs.requeue': requeue });
  const user = renderPage(<JobsView />, answers);
  await user.click(await screen.findByRole('button', { name: 'Choose the 2 shown' }));
  expect(screen.getByText('2 chosen')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Requeue…' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Requeue…' }));
  await waitFor(() => expect(requeue).toHaveBeenCalledTimes(1));
  expect(requeue.mock.calls[0]?.[0].choice).toEqual({ jobRuns: ['j1', 'j2'] });
  await waitFor(() => expect(screen.queryByText('2 chosen')).toBeNull());

  await user.click(screen.getByRole('button', { name: /^Failed / }));
  await user.click(await screen.findByRole('button', { name: 'Choose the 2 shown' }));
  await user.click(screen.getByRole('button', { name: 'All that match' }));
  await user.click(screen.getByRole('button', { name: 'Requeue…' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Requeue…' }));
  await waitFor(() => expect(requeue).toHaveBeenCalledTimes(2));
  expect(requeue.mock.calls[1]?.[0].choice).toEqual({ found: { states: ['failed'] } });
});

test('rows stay chosen where it could not be done, and none of another filter are', async () => {
  let isAnswered = true;
  const pages: (() => void)[] = [];
  const { answers } = engineOf({
    'job_runs.cancel': () => {
      throw new EngineError('connection-lost');
    },
    'job_runs.list': async ({ states }) => {
      if (!isAnswered) await new Promise<void>((resolve) => pages.push(resolve));
      const rows = states === undefined ? [job(1), job(2)] : [job(3)];
      return { rows, nextCursor: null, total: rows.length, isTotalExact: true };
    },
  });
  const user = renderPage(<JobsView />, answers);
  await user.click(await screen.findByRole('button', { name: 'Choose the 2 shown' }));
  await user.click(screen.getByRole('button', { name: 'Cancel…' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel…' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByText('2 chosen')).toBeDefined();

  isAnswered = false;
  await user.click(screen.getByRole('button', { name: /^Failed / }));
  await waitFor(() => expect(pages).toHaveLength(1));
  await user.click(screen.getByRole('button', { name: /^Choose the \d shown$/ }));
  pages[0]?.();
  await screen.findByRole('button', { name: 'Choose the 1 shown' });
  expect(screen.queryByText(/\d chosen/)).toBeNull();
});

test('a day is typed digit by digit: what is none yet stays in the field, and narrows nothing', async () => {
  const { asked, answers } = engineOf();
  renderPage(<JobsView />, answers);
  const from = await screen.findByLabelText<HTMLInputElement>('From this day');
  const type = (value: string) => fireEvent.change(from, { target: { value } });
  // As the browser tells a year of four digits.
  for (const value of ['0002-05-31', '0020-05-31', '0202-05-31']) {
    type(value);
    expect(from.value).toBe(value);
  }
  expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull();
  type('2026-05-31');
  await waitFor(() => expect(asked.at(-1)?.from).toBe(new Date(2026, 4, 31).getTime()));
  expect(asked.filter((input) => input.from !== undefined)).toHaveLength(1);
  type('0003-05-31');
  fireEvent.blur(from);
  expect(from.value).toBe('2026-05-31');
  type('');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull());
});

test('a page that holds nothing while more can be read is gone on with, not told as an empty list', async () => {
  let goOn = (): void => undefined;
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const cursors: (string | undefined)[] = [];
  const { answers } = engineOf({
    'job_runs.list': async ({ cursor }) => {
      cursors.push(cursor);
      if (cursor === undefined) return { rows: [], nextCursor: 'on', total: 1, isTotalExact: false };
      await waiting;
      return { rows: [], nextCursor: null, total: 0, isTotalExact: false };
    },
  });
  renderPage(<JobsView />, answers);
  await waitFor(() => expect(cursors).toEqual([undefined, 'on']));
  expect(screen.queryByText('No jobs yet')).toBeNull();
  goOn();
  expect(await screen.findByText('No jobs yet')).toBeDefined();
});
