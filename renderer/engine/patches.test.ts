import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Task } from '../../contract/index.ts';
import { patchTask } from './patches.ts';

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
  counts: { new: done, 'already-there': 0, 'not-dicom': 0, damaged: 0, conflicting: 0, refused: 0 },
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
