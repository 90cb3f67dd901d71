import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../../context/index.ts';
import type { HostListener, HostProcess, StartHost } from './conversation.ts';
import { runJob } from './job.ts';
import { createLiveHost } from './liveHost.ts';
import { openSession } from './planningSession.ts';
import { watch } from './watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(heartbeatMs: number, isBusy = false) {
  const seen = { pings: 0, stuck: [] as number[] };
  const one = watch({
    heartbeatMs,
    isBusy: () => isBusy,
    ping: () => void (seen.pings += 1),
    onStuck: (silentMs) => seen.stuck.push(silentMs),
  });
  return { seen, one };
}

test('a host that answers is asked for ever, one that has nothing to do at most once a second', () => {
  for (const [isBusy, pings] of [
    [true, 600],
    [false, 60],
  ] as const) {
    const { seen, one } = watched(100, isBusy);
    for (let beats = 0; beats < 600; beats += 1) {
      vi.advanceTimersByTime(100);
      one.heard();
    }
    one.stop();
    expect(seen).toEqual({ pings, stuck: [] });
  }
});

test('a host is stuck after six beats without a word, is told of once, and is not asked again meanwhile', () => {
  const { seen, one } = watched(5000);
  vi.advanceTimersByTime(34_999);
  expect([seen, one.isSilent]).toEqual([{ pings: 1, stuck: [] }, true]);
  vi.advanceTimersByTime(600_000);
  expect(seen).toEqual({ pings: 1, stuck: [30_000] });
});

test('any word puts it right', () => {
  const { seen, one } = watched(5000);
  for (let times = 0; times < 5; times += 1) {
    vi.advanceTimersByTime(30_000);
    one.heard();
    expect(one.isSilent).toBe(false);
  }
  expect(seen.stuck).toEqual([]);
});

test('time in which this process itself was held up or asleep is not held against a host', async () => {
  vi.useRealTimers();
  const stuck: number[] = [];
  let pongs = 0;
  const one = watch({
    heartbeatMs: 20,
    isBusy: () => true,
    // What a host says is heard after the timers that are due, and before those that come then.
    ping: () => void setImmediate(() => ((pongs += 1), one.heard())),
    onStuck: (silentMs) => stuck.push(silentMs),
  });
  await vi.waitUntil(() => pongs > 2, { timeout: 60_000 });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
  const before = pongs;
  await vi.waitUntil(() => pongs > before + 10, { timeout: 60_000 });
  one.stop();
  expect(stuck).toEqual([]);
});

/** Hosts that answer pings until they are stopped, and end when they are killed. */
function stoppable() {
  const hosts: { stop(): void; sent: unknown[] }[] = [];
  const start: StartHost = async ({ message, ended }: HostListener) => {
    let isStopped = false;
    const sent: unknown[] = [];
    hosts.push({ stop: () => void (isStopped = true), sent });
    const host: HostProcess = {
      send(request) {
        sent.push(request['request']);
        if (request['request'] === 'ping' && !isStopped) message({ event: 'pong' });
      },
      close: async () => undefined,
      kill: () => ended('It ended with exit code 137.'),
    };
    return host;
  };
  const log = { ...silentLogger, warn: vi.fn<typeof silentLogger.warn>() };
  return { hosts, log, live: createLiveHost({ name: 'local', start, heartbeatMs: 1000, log }) };
}
const request = {
  id: 'j:1',
  jobRunId: 'j',
  channel: 'default',
  worker: 'a.worker',
  arguments: { jobName: 'a', headers: {}, params: null, added_params: {} },
  modulesFolder: '/',
  dataFolder: '/',
  variables: {},
  timeoutMs: 3_600_000,
  logLimitBytes: 1,
};
const observer = { started: () => undefined, output: () => undefined, progress: () => undefined };
const { signal } = new AbortController();

test('a host with nothing to do that is stopped is ended and replaced within a lease, and that is said', async () => {
  const { hosts, log, live } = stoppable();
  void live.running();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hosts).toHaveLength(1);
  hosts[0]?.stop();
  await vi.advanceTimersByTimeAsync(8000);
  expect(hosts).toHaveLength(2);
  expect(log.warn).toHaveBeenCalledWith(
    {
      environment: 'local',
      why: 'It had not answered for 6 s, so it was ended. It ended with exit code 137.',
    },
    'the Python host ended; it is started again now',
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hosts).toHaveLength(2);
  await live.close();
});

test('a callback that is asked of a stopped host is asked again long before its time is over', async () => {
  const { hosts, live } = stoppable();
  const planning = { registryFolder: '/', headers: {}, variables: {}, callbackTimeoutMs: 3_600_000 };
  const opened = openSession(live, planning, signal);
  await vi.advanceTimersByTimeAsync(1);
  const session = await opened;
  hosts[0]?.stop();
  const answer = session.ask({ jobName: 'a', callback: 'a.b', params: null, addedParams: {} });
  await vi.advanceTimersByTimeAsync(8000);
  expect(hosts.slice(1).flatMap(({ sent }) => sent)).toContain('ask');
  for (const host of hosts) host.stop();
  await vi.advanceTimersByTimeAsync(8000);
  expect(await answer).toMatchObject({
    cause: 'died',
    traceback: expect.stringContaining('not answered for 6 s'),
  });
  await live.close();
});

test('a job that came to a host which was silent already is not blamed for it; one under which it stopped is', async () => {
  for (const [stopsAfter, workerEnded] of [
    [false, 'shared'],
    [true, 'alone'],
  ] as const) {
    const { hosts, live } = stoppable();
    void live.running();
    await vi.advanceTimersByTimeAsync(1);
    if (!stopsAfter) hosts[0]?.stop();
    await vi.advanceTimersByTimeAsync(2500);
    const outcome = runJob({ environment: 'local', live, signal, observer }, request);
    if (stopsAfter) hosts[0]?.stop();
    await vi.advanceTimersByTimeAsync(8000);
    expect(await outcome).toMatchObject({ kind: 'lost', workerEnded });
    await live.close();
  }
});
