import os from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCheck } from './runCheck.ts';
import type { Surroundings } from './types.ts';

/** A machine on which nothing answers. */
const silent: Surroundings = {
  home: '/nowhere',
  version: '1.0.0',
  startedAt: 0,
  logFile: 'none',
  applications: () => [],
  docker: {
    state: () => new Promise(() => {}),
    reconnect: () => new Promise(() => {}),
    start: () => new Promise(() => {}),
  },
  secrets: () => new Promise(() => {}),
  network: () => ({}),
  runningTasks: () => [],
  reopen: async () => undefined,
  setOptions: () => undefined,
};
const which = { check: 'key-store', application: null } as const;

test('a check that gets no answer has failed at its time limit, and does not hang', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const result = runCheck(which, silent, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(10_001);
  expect(await result).toMatchObject({ state: 'failed', found: 'There was no answer within 10 s.' });
});

test('a check that nobody waits for any more ends at once', async () => {
  const asking = new AbortController();
  const result = runCheck(which, silent, asking.signal);
  asking.abort();
  await expect(result).rejects.toMatchObject({ code: 'cancelled' });
});

test('folders of an application that is not open are no folders that were found to be well', async () => {
  const closed = { id: 'a', name: 'A', isStopped: false, problem: null, open: null };
  const folders = async (folder: string) => {
    const surroundings = { ...silent, applications: () => [{ ...closed, folder }] };
    return runCheck({ check: 'folders', application: 'a' }, surroundings, new AbortController().signal);
  };
  expect(await folders('/nowhere/at/all')).toMatchObject({ state: 'failed', fix: null });
  expect(await folders(os.tmpdir())).toMatchObject({ state: 'unused' });
});

test('what a check throws is what it found', async () => {
  const broken = { ...silent, secrets: () => Promise.reject(new Error('the key store is on fire')) };
  expect(await runCheck(which, broken, new AbortController().signal)).toMatchObject({ state: 'failed' });
});
