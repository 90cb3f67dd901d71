import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Task } from '../../contract/index.ts';
import { patchJobRun, patchTask } from './patches.ts';

const task = (id: string, done: number): Task => ({
  id,
  kind: 'import',
  title: '1 folder',
  state: 'running',
  createdAt: 1,
  finishedAt: null,
  done,
  total: 10,
  bytes: 0,
  counts: {
    new: done,
    'already-there': 0,
    'not-dicom': 0,
    dicomdir: 0,
    damaged: 0,
    conflicting: 0,
    refused: 0,
  },
  failed: 0,
  problem: null,
});

test('progress is written into every page of the list, and into no other application', () => {
  const client = new QueryClient();
  const key = ['tasks.list', { application: 'a' }, 'pages'];
  const other = ['tasks.list', { application: 'b' }, 'pages'];
  const pages = { pages: [{ rows: [task('t2', 0)] }, { rows: [task('t1', 0)] }], pageParams: [null, 'x'] };
  for (const queryKey of [key, other]) {
    client.setQueryData(queryKey, pages);
    new QueryObserver(client, { queryKey, staleTime: Infinity, queryFn: () => pages }).subscribe(
      () => undefined,
    );
  }
  patchTask(client, 'a', task('t1', 7));
  expect(client.getQueryData(key)).toMatchObject({
    pages: [{ rows: [{ id: 't2', done: 0 }] }, { rows: [{ id: 't1', done: 7 }] }],
  });
  expect(client.getQueryData(other)).toEqual(pages);
});

test('what a job says with its progress reaches the job on show, and a change without words keeps them', () => {
  const client = new QueryClient();
  const queryKey = ['job_runs.get', { jobRun: 'j' }];
  const detail = { id: 'j', state: 'running', percent: null, progressMessage: null };
  client.setQueryData(queryKey, detail);
  new QueryObserver(client, { queryKey, staleTime: Infinity, queryFn: () => detail }).subscribe(
    () => undefined,
  );
  const change = { application: 'a', run: 'r', jobRun: 'j', state: 'running', percent: 40 } as const;
  patchJobRun(client, { ...change, progressMessage: 'half way' });
  patchJobRun(client, { ...change, percent: 50 });
  expect(client.getQueryData(queryKey)).toMatchObject({ percent: 50, progressMessage: 'half way' });
});

test('a list whose first page alone is on show is written into as well, where it once ended the page', () => {
  const client = new QueryClient();
  const queryKey = ['job_runs.list', { application: 'a', service: 's', limit: 10 }];
  const page = { rows: [{ id: 'j', state: 'queued', percent: null }], total: 1, nextCursor: null };
  client.setQueryData(queryKey, page);
  new QueryObserver(client, { queryKey, staleTime: Infinity, queryFn: () => page }).subscribe(
    () => undefined,
  );
  patchJobRun(client, { application: 'a', run: 'r', jobRun: 'j', state: 'running', percent: 5 });
  expect(client.getQueryData(queryKey)).toMatchObject({ rows: [{ state: 'running', percent: 5 }], total: 1 });
});
