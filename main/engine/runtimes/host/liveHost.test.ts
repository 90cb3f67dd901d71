import { expect, test } from 'vitest';
import { silentLogger } from '../../context/index.ts';
import type { HostProcess, StartHost } from './conversation.ts';
import { runJob } from './job.ts';
import { createLiveHost } from './liveHost.ts';
import type { RunningHost } from './liveHost.ts';
import { openSession } from './planningSession.ts';

const host: HostProcess = { send: () => undefined, close: async () => undefined, kill: () => undefined };
const observer = { started: () => undefined, output: () => undefined, progress: () => undefined };
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

test('a host that ends with its first word is no host, and the next one is started', async () => {
  let starts = 0;
  const start: StartHost = async ({ ended }) => {
    starts += 1;
    if (starts === 1) ended('It ended with exit code 1.');
    return host;
  };
  const live = createLiveHost({ name: 'local', start, heartbeatMs: 60_000, log: silentLogger });
  await expect(live.running()).rejects.toMatchObject({
    code: 'runtime-failed',
    details: 'It ended with exit code 1.',
  });
  await expect(live.running()).resolves.toMatchObject({ host });
  await live.close();
});

test('what is asked of a host that has just ended is settled, and not waited for', async () => {
  const tell = new Map<number, (why: string) => void>();
  const start: StartHost = async ({ ended }) => {
    tell.set(tell.size, ended);
    return host;
  };
  const live = createLiveHost({ name: 'local', start, heartbeatMs: 60_000, log: silentLogger });
  const running: RunningHost = await live.running();
  tell.get(0)?.('It was killed.');
  const held = { running: async () => running, close: async () => undefined };
  const { signal } = new AbortController();
  await expect(
    runJob({ environment: 'local', live: held, signal, observer }, request),
  ).resolves.toMatchObject({
    kind: 'lost',
    message: expect.stringContaining('It was killed.'),
    workerEnded: 'shared',
  });
  const session = await openSession(
    held,
    { registryFolder: '/', headers: {}, variables: {}, callbackTimeoutMs: 3_600_000 },
    signal,
  );
  expect(await session.ask({ jobName: 'a', callback: 'a.b', params: null, addedParams: {} })).toMatchObject({
    kind: 'failed',
    cause: 'died',
    traceback: 'It was killed.',
  });
  await session.close();
  await live.close();
});
