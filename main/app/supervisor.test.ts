import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import type { EngineLinkState } from '../../contract/index.ts';
import { restartDelay, superviseEngine } from './supervisor.ts';
import type { RunningEngine } from './supervisor.ts';

let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'supervisor-'));
  program = path.join(folder, 'engine.cjs');
  writeFileSync(program, `process.on('message', () => process.exit(0)); process.send('ready');`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a real process in the place of the engine. */
async function startProcess(started: ChildProcess[]): Promise<RunningEngine<never>> {
  const child = fork(program);
  started.push(child);
  const ended = once(child, 'exit').then(() => new EngineError('engine-not-running', 'It has ended.'));
  await once(child, 'message');
  return {
    attach: () => undefined,
    ended,
    async stop() {
      child.send('stop');
      await ended;
    },
  };
}

/** Collects states and lets a test wait for the next one of a kind. */
function follow() {
  const states: EngineLinkState[] = [];
  let waiting: { wanted: EngineLinkState['state']; resolve: () => void } | null = null;
  return {
    states,
    hear(state: EngineLinkState) {
      states.push(state);
      if (waiting?.wanted === state.state) waiting.resolve();
    },
    next: (wanted: EngineLinkState['state']) =>
      new Promise<void>((resolve) => {
        waiting = { wanted, resolve };
      }),
  };
}

test('an engine that is killed is started again, and ends in order with the program', async () => {
  const started: ChildProcess[] = [];
  const { states, hear, next } = follow();
  const first = next('connected');
  const supervisor = superviseEngine(() => startProcess(started), hear);
  await first;
  const second = next('connected');
  started[0]?.kill('SIGKILL');
  await second;
  expect(states.map(({ state }) => state)).toEqual(['connected', 'connecting', 'connected']);
  await supervisor.stop();
  expect(started.map(({ exitCode, signalCode }) => signalCode ?? exitCode)).toEqual(['SIGKILL', 0]);
  expect(supervisor.engine).toBeNull();
});

test('an engine that says why it cannot start is shown as failed at once, and tried again on demand', async () => {
  const started: ChildProcess[] = [];
  const { states, hear, next } = follow();
  let newer = true;
  const first = next('failed');
  const supervisor = superviseEngine(
    () => (newer ? Promise.reject(new EngineError('database-newer')) : startProcess(started)),
    hear,
  );
  await first;
  expect(states).toEqual([
    {
      state: 'failed',
      message:
        'The history was written by a newer version of DCM Processor. Install that version or a later one.',
    },
  ]);
  newer = false;
  const second = next('connected');
  supervisor.retry();
  await second;
  await supervisor.stop();
});

test('a data home that is busy for a moment is no failure yet', async () => {
  const { states, hear, next } = follow();
  const third = next('failed');
  const supervisor = superviseEngine(
    () => Promise.reject(new EngineError('engine-busy')),
    (state) => {
      hear(state);
      if (state.state === 'connecting') queueMicrotask(() => supervisor.retry());
    },
  );
  await third;
  expect(states.map(({ state }) => state)).toEqual(['connecting', 'connecting', 'failed']);
  await supervisor.stop();
});

test('an engine that is still starting when the program ends is ended as well', async () => {
  const started: ChildProcess[] = [];
  const { states, hear } = follow();
  const supervisor = superviseEngine(() => startProcess(started), hear);
  await supervisor.stop();
  expect(started.map(({ exitCode }) => exitCode)).toEqual([0]);
  expect(states).toEqual([]);
});

test('pauses grow from a quarter of a second to half a minute', () => {
  expect([1, 2, 3, 7, 8, 50].map(restartDelay)).toEqual([250, 500, 1000, 16_000, 30_000, 30_000]);
});
