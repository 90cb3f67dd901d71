import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../../contract/index.ts';
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
  const held = {
    running: async () => running,
    apart: async () => running,
    close: async () => undefined,
  };
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

test('a host that died is started again after its pause, also where the clock was set back meanwhile', async () => {
  const ends: ((why: string) => void)[] = [];
  const start: StartHost = async ({ ended }) => {
    ends.push(ended);
    return host;
  };
  const live = createLiveHost({ name: 'local', start, heartbeatMs: 60_000, log: silentLogger });
  await live.running();
  ends[0]?.('It was killed.');
  const earlier = Date.now() - 5 * 3_600_000;
  const clock = vi.spyOn(Date, 'now').mockReturnValue(earlier);
  try {
    await live.running();
  } finally {
    clock.mockRestore();
  }
  expect(ends).toHaveLength(2);
  await live.close();
}, 5000);

/** Hosts that end, or answer, when they are asked: one letter each. */
function hostsThat(does: string): { start: StartHost; asked: number[]; closed: number[] } {
  const asked: number[] = [];
  const closed: number[] = [];
  let starts = 0;
  const start: StartHost = async ({ message, ended }) => {
    const which = starts;
    starts += 1;
    const answer = { kind: 'declined', warning: null, durationMs: 1, output: '' } as const;
    const send = (sent: JsonObject) => {
      const session = z.string().parse(sent['session']);
      if (sent['request'] === 'close-planning') message({ event: 'planning-closed', session });
      if (sent['request'] !== 'ask') return;
      asked.push(which);
      if (does[which] === 'e') ended(`Host ${which} was killed.`);
      else message({ event: 'answer', session, question: asked.length, answer });
    };
    return { send, close: async () => void closed.push(which), kill: () => undefined };
  };
  return { start, asked, closed };
}
const planning = { registryFolder: '/', headers: {}, variables: {}, callbackTimeoutMs: 3_600_000 };
const question = { jobName: 'a', callback: 'a.b', params: null, addedParams: {} };

test('a callback under which the host ended is asked again in a host of its own, which is closed then', async () => {
  const { start, asked, closed } = hostsThat('eaa');
  const live = createLiveHost({ name: 'local', start, heartbeatMs: 60_000, log: silentLogger });
  const session = await openSession(live, planning, new AbortController().signal);
  expect(await session.ask(question)).toMatchObject({ kind: 'declined' });
  expect([asked, closed]).toEqual([[0, 1], [1]]);
  expect(await session.ask(question)).toMatchObject({ kind: 'declined' });
  expect([asked, closed]).toEqual([[0, 1, 2], [1]]);
  await session.close();
  await live.close();
});

test('a callback under which its own host ends as well has failed, and the next one is asked', async () => {
  const { start, asked } = hostsThat('eea');
  const live = createLiveHost({ name: 'local', start, heartbeatMs: 60_000, log: silentLogger });
  const session = await openSession(live, planning, new AbortController().signal);
  expect(await session.ask(question)).toMatchObject({
    kind: 'failed',
    cause: 'died',
    message: expect.stringContaining('ended twice under the callback "a.b"'),
    traceback: 'Host 1 was killed.',
  });
  expect(await session.ask(question)).toMatchObject({ kind: 'declined' });
  expect(asked).toEqual([0, 1, 2]);
  await session.close();
  await live.close();
});

test('a session that is closed while its question is asked again opens nothing any more', async () => {
  const { start, asked, closed } = hostsThat('ea');
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let starts = 0;
  const live = createLiveHost({
    name: 'local',
    start: async (...given) => {
      starts += 1;
      if (starts > 1) await held;
      return start(...given);
    },
    heartbeatMs: 60_000,
    log: silentLogger,
  });
  const session = await openSession(live, planning, new AbortController().signal);
  const answer = session.ask(question);
  await expect.poll(() => starts).toBe(2);
  await session.close();
  goOn();
  expect(await answer).toMatchObject({ kind: 'failed', message: 'The planning session is closed.' });
  expect([asked, closed]).toEqual([[0], [1]]);
  await live.close();
});
