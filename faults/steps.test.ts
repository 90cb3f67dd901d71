import { afterAll, beforeAll, expect, it } from 'vitest';
import { crashPoints } from '../main/engine/context/index.ts';
import {
  faultsIn,
  noteOutcome,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  untilAtRest,
} from './support/index.ts';
import type { Bench, Sent } from './support/index.ts';

const patientsPerStep = 3;

let bench: Bench;
const sent: Sent[] = [];
const cleanUps: (() => void)[] = [];
beforeAll(async () => {
  bench = await setUp({ onEnd: (cleanUp) => cleanUps.push(cleanUp) });
});
afterAll(() => {
  for (const cleanUp of cleanUps.toReversed()) cleanUp();
});

it.for(crashPoints)('kill -9 of the engine at the step "%s"', async (step, context) => {
  const before = sent.length;
  const first = crashPoints.indexOf(step) * patientsPerStep;
  sent.push(...smallPatients(first, first + patientsPerStep));
  const engine = await startEngine(bench.home, { variables: { DCM_PROCESSOR_CRASH_AT: `${step}:2` } });
  const sending = sendAll(bench, sent.slice(before));
  expect(await engine.ended).toBe('SIGKILL');
  const next = await startEngine(bench.home);
  await sending;
  await untilAtRest(bench, sent);
  await next.kill();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent.slice(before));
});
