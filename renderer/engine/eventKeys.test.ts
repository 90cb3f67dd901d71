import { hashKey, QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { exampleTask } from '../testing/index.ts';
import { isEventName, keysOfEvent } from './eventKeys.ts';
import { routeKey } from './queryKeys.ts';

function outdated(asked: readonly unknown[][], keys: ReturnType<typeof keysOfEvent>) {
  const client = new QueryClient();
  for (const key of asked) client.setQueryData(key, {});
  for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  return asked.filter((key) => client.getQueryState(key)?.isInvalidated === true);
}

test('a run of one application does not make another application read everything again', () => {
  const keys = keysOfEvent('runs.changed', { application: 'a', run: 'r1', state: 'failed' });
  const asked = [
    ['runs.list', { application: 'a', states: ['active'] }, 'pages'],
    ['runs.list', { application: 'b' }, 'pages'],
    ['runs.get', { application: 'a', run: 'r1' }],
    ['runs.get', { application: 'a', run: 'r2' }],
    ['applications.get', { application: 'a' }],
    ['studies.list', { application: 'a' }, 'pages'],
  ];
  expect(outdated(asked, keys)).toEqual([asked[0], asked[2], asked[4]]);
});

test('a change of a job run reaches its panel, whether it was asked for with or without the application', () => {
  const keys = keysOfEvent('job_runs.changed', {
    application: 'a',
    run: 'r1',
    jobRun: 'j1',
    state: 'succeeded',
    percent: null,
  });
  const asked = [
    ['job_runs.get', { application: 'a', jobRun: 'j1' }],
    ['job_runs.get', { jobRun: 'j1' }],
    ['job_runs.get', { application: 'a', jobRun: 'j2' }],
  ];
  expect(outdated(asked, keys)).toEqual([asked[0], asked[1]]);
});

test('a change of all applications makes the detail of each one out of date', () => {
  const keys = keysOfEvent('applications.changed', { application: null });
  const asked = [
    ['applications.get', { application: 'a' }],
    ['applications.get', { application: 'b' }],
  ];
  expect(outdated(asked, keys)).toEqual(asked);
});

test('images that came late are counted by the run on show, and rules are tried on what has just arrived', () => {
  const asked = [
    ['runs.get', { application: 'a', run: 'r1' }],
    ['arrivals.list', { application: 'a', state: 'put-aside' }],
    ['filters.preview', { application: 'a', level: 'study', key: 's' }, 's'],
    ['peers.list', { application: 'a' }],
  ];
  expect(outdated(asked, keysOfEvent('arrivals.changed', { application: 'a' }))).toEqual([
    asked[0],
    asked[1],
  ]);
  expect(outdated(asked, keysOfEvent('studies.changed', { application: 'a' }))).toEqual([asked[2]]);
  expect(outdated(asked, keysOfEvent('applications.changed', { application: 'a' }))).toEqual([asked[3]]);
});

test('the progress of an import does not read the list of imports at every file', () => {
  const task = {
    id: 't',
    kind: 'import' as const,
    title: '1 folder',
    state: 'running' as const,
    createdAt: 1,
    finishedAt: null,
    done: 10,
    total: 20,
    bytes: 0,
    counts: {
      new: 10,
      'already-there': 0,
      'not-dicom': 0,
      dicomdir: 0,
      damaged: 0,
      conflicting: 0,
      refused: 0,
    },
    failed: 0,
    problem: null,
  };
  const list = hashKey(routeKey('tasks.list', { application: 'a' }));
  const during = keysOfEvent('tasks.changed', { application: 'a', task }).map(hashKey);
  const after = keysOfEvent('tasks.changed', { application: 'a', task: { ...task, state: 'failed' } });
  expect(during).not.toContain(list);
  expect(after.map(hashKey)).toContain(list);
});

test('an event of a later engine, or a name that every object has, is not taken for one of ours', () => {
  expect(isEventName('runs.changed')).toBe(true);
  expect(isEventName('doors.exploded')).toBe(false);
  expect(isEventName('toString')).toBe(false);
});

test('changed options make what the doors tell of themselves out of date, of that application alone', () => {
  const keys = keysOfEvent('applications.changed', { application: 'a' });
  const asked = [
    ['http.access', { application: 'a' }],
    ['watched_folders.list', { application: 'a' }],
    ['http.access', { application: 'b' }],
  ];
  expect(outdated(asked, keys)).toEqual([asked[0], asked[1]]);
});

test('a changed worker, service or container makes out of date what is shown of it, of that application alone', () => {
  const asked = [
    ['workers.list', { application: 'a' }],
    ['workers.adoptable', { application: 'a' }],
    ['containers.list', { application: 'a', figures: true }],
    ['workers.list', { application: 'b' }],
  ];
  expect(outdated(asked, keysOfEvent('workers.changed', { application: 'a' }))).toEqual([asked[0], asked[1]]);
  expect(outdated(asked, keysOfEvent('services.changed', { application: 'a' }))).toEqual([asked[1]]);
  expect(outdated(asked, keysOfEvent('containers.changed', { application: 'a' }))).toEqual([asked[2]]);
});

test('what was fetched is read when its task has ended, and not with every file before', () => {
  const task = exampleTask;
  const asked = [
    ['sources.get', { id: 't1' }],
    ['sources.get', { id: 't2' }],
  ];
  expect(outdated(asked, keysOfEvent('tasks.changed', { application: null, task }))).toEqual([]);
  const ended = { ...task, state: 'failed' as const };
  expect(outdated(asked, keysOfEvent('tasks.changed', { application: null, task: ended }))).toEqual([
    asked[0],
  ]);
});

test('images that came or went reach the viewer and the instance on show, of their application', () => {
  const asked = [
    ['viewer.series', { application: 'a', series: 's' }],
    ['instances.get', { application: 'a', SOPInstanceUID: '1.2' }],
    ['instances.tags', { application: 'a', SOPInstanceUID: '1.2' }],
    ['instances.compare', { application: 'a', left: '1.2', right: '1.3' }],
    ['viewer.series', { application: 'b', series: 's' }],
  ];
  expect(outdated(asked, keysOfEvent('studies.changed', { application: 'a' }))).toEqual(asked.slice(0, 4));
});
