import { QueryObserver, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import type { EngineLinkState, EventMap, EventName, JobRunSummary } from '../../contract/index.ts';
import { startLiveUpdates } from './liveUpdates.ts';
import { createQueryClient } from './queryClient.ts';
import { routeKey } from './queryKeys.ts';
import { onResume } from './signals.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** The page's side of everything, with the other side in the hands of the test. */
function begin() {
  const client = createQueryClient();
  const wanted: boolean[] = [];
  let tellEvent: (name: string, payload: unknown) => void = () => undefined;
  let tellLink: (state: EngineLinkState) => void = () => undefined;
  const visibility = Object.assign(new EventTarget(), { hidden: false });
  stops.push(
    startLiveUpdates(
      {
        setEventsWanted: (value) => wanted.push(value),
        onEvent: (listener) => {
          tellEvent = listener;
          return () => undefined;
        },
        onLinkState: (listener) => {
          tellLink = listener;
          return () => undefined;
        },
      },
      client,
      visibility,
    ),
  );
  return {
    client,
    wanted,
    emit: <Name extends EventName>(name: Name, payload: EventMap[Name]) => tellEvent(name, payload),
    link: (state: EngineLinkState) => tellLink(state),
    hide(hidden: boolean) {
      visibility.hidden = hidden;
      visibility.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

/** Puts an answer on show, and counts how often it is read. */
function show<Data>(client: QueryClient, queryKey: QueryKey, answer: Data) {
  const reads = { count: 0 };
  const observer = new QueryObserver<Data>(client, {
    queryKey,
    queryFn: () => {
      reads.count += 1;
      return answer;
    },
  });
  stops.push(observer.subscribe(() => undefined));
  return { reads, data: () => observer.getCurrentResult().data };
}

const jobRun = (id: string, state: JobRunSummary['state'], percent: number | null) => ({
  id,
  state,
  percent,
});
const change = (state: JobRunSummary['state'], percent: number | null) => ({
  application: 'a',
  run: 'r',
  jobRun: 'j1',
  state,
  percent,
});

test('a percentage is shown at once and reads nothing again', async () => {
  const { client, emit } = begin();
  const detail = { jobRuns: [jobRun('j1', 'running', 1), jobRun('j2', 'waiting', null)] };
  const run = show(client, routeKey('runs.get', { application: 'a', run: 'r' }), detail);
  await vi.waitFor(() => expect(run.data()).toBeDefined());

  for (let percent = 2; percent <= 50; percent += 1) emit('job_runs.changed', change('running', percent));
  expect(run.data()?.jobRuns).toEqual([jobRun('j1', 'running', 50), jobRun('j2', 'waiting', null)]);
  // What is read again is read together: once the list of studies was, the run would have been.
  const studies = show(client, routeKey('studies.list', { application: 'a' }), {});
  emit('studies.changed', { application: 'a' });
  await vi.waitFor(() => expect(studies.reads.count).toBe(2));
  expect(run.reads.count).toBe(1);
});

test('a new state is shown at once, and its times are read afterwards', async () => {
  const { client, emit } = begin();
  const run = show(client, routeKey('runs.get', { application: 'a', run: 'r' }), {
    jobRuns: [jobRun('j1', 'running', 90)],
  });
  await vi.waitFor(() => expect(run.data()).toBeDefined());
  emit('job_runs.changed', change('succeeded', 100));
  expect(run.data()?.jobRuns[0]?.state).toBe('succeeded');
  await vi.waitFor(() => expect(run.reads.count).toBe(2));
});

test('a job that was requeued and ended as before between two events is read again', async () => {
  const { client, emit } = begin();
  const { reads } = show(client, routeKey('job_runs.get', { jobRun: 'j1' }), jobRun('j1', 'succeeded', null));
  await vi.waitFor(() => expect(reads.count).toBe(1));
  emit('job_runs.changed', change('succeeded', null));
  await vi.waitFor(() => expect(reads.count).toBe(2));
});

test('percentages of a job that no list shows do not make the lists read again', async () => {
  const { client, emit } = begin();
  const list = show(client, routeKey('runs.list', { application: 'a' }), {});
  await vi.waitFor(() => expect(list.data()).toBeDefined());
  emit('job_runs.changed', change('running', 1));
  await vi.waitFor(() => expect(list.reads.count).toBe(2));

  emit('job_runs.changed', change('running', 2));
  const studies = show(client, routeKey('studies.list', { application: 'a' }), {});
  emit('studies.changed', { application: 'a' });
  await vi.waitFor(() => expect(studies.reads.count).toBe(2));
  expect(list.reads.count).toBe(2);
  emit('job_runs.changed', change('succeeded', 100));
  await vi.waitFor(() => expect(list.reads.count).toBe(3));
});

test('an answer that is out of date and unseen is not made fresh by a patch', async () => {
  const { client, emit } = begin();
  const key = routeKey('runs.get', { application: 'a', run: 'r' });
  client.setQueryData(key, { jobRuns: [jobRun('j1', 'running', 1)] });
  await client.invalidateQueries({ queryKey: key });
  emit('job_runs.changed', change('running', 2));
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
});

test('a hidden window wants no events and reads everything on show once when it is seen again', async () => {
  const { client, wanted, hide } = begin();
  const list = show(client, routeKey('runs.list', { application: 'a' }), {});
  await vi.waitFor(() => expect(list.data()).toBeDefined());
  const resumed = vi.fn<() => void>();
  stops.push(onResume(resumed));

  hide(true);
  expect(wanted).toEqual([true, false]);
  expect(resumed).not.toHaveBeenCalled();
  hide(false);
  expect(wanted).toEqual([true, false, true]);
  expect(resumed).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(list.reads.count).toBe(2));
});

test('an engine that came back is asked again for all that is on show; one that went is not', async () => {
  const { client, link } = begin();
  const list = show(client, routeKey('studies.list', { application: 'a' }), {});
  await vi.waitFor(() => expect(list.data()).toBeDefined());
  link({ state: 'connecting' });
  expect(list.reads.count).toBe(1);
  link({ state: 'connected' });
  await vi.waitFor(() => expect(list.reads.count).toBe(2));
});
