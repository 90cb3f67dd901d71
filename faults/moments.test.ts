import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  faultsIn,
  givenUp,
  noteOutcome,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  untilAtRest,
} from './support/index.ts';

const patients = 200;
const kills = Number(process.env['DCM_PROCESSOR_KILLS'] ?? 100);
/** Longest life of an engine, in milliseconds. */
const longestLife = 1000;

it(`kill -9 of the engine at ${kills} random moments while ${patients} patients flow`, async (context) => {
  const bench = await setUp();
  const sent = smallPatients(0, patients);
  // Slowly, so that there is something to interrupt at every moment.
  const pause = (kills * longestLife) / 2 / patients;
  const sending = (async () => {
    for (let at = 0; at < sent.length; at += 2) {
      await sendAll(bench, sent.slice(at, at + 2));
      await delay(pause);
    }
  })();
  for (let kill = 0; kill < kills; kill += 1) {
    const engine = await startEngine(bench.home);
    await delay(Math.random() * longestLife);
    await engine.kill();
  }
  const last = await startEngine(bench.home);
  await sending;
  await untilAtRest(bench, sent);
  await last.kill();
  expect(faultsIn(bench, sent, { mayGiveUp: true })).toEqual([]);
  const lost = givenUp(bench);
  noteOutcome(context, bench, sent, lost === 0 ? '' : `${lost} given up after five interruptions`);
});
