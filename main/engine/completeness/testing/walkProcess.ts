/**
 * One engine in a process of its own, from completeness to delivery, that can be killed at a chosen step; for tests.
 *
 * `node walkProcess.ts FOLDER STEP`: goes on with whatever is due in the application folder until nothing is, then
 * prints how many steps it took. At step STEP the process kills itself. A step is either side of every commit, and
 * each moment in which a callback or a worker function is at work.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../../../contract/index.ts';
import { createDelivery } from '../../delivery/index.ts';
import { createDispatch } from '../../dispatch/index.ts';
import { countSteps, createTinyRuntime, openTestApplication } from '../../dispatch/testing/index.ts';
import { createPlanning } from '../../planning/index.ts';
import type { Planning } from '../../planning/index.ts';
import { createCompleteness } from '../index.ts';
import { readWalk } from './walkFolder.ts';

const [folder = '', killAt = '0'] = process.argv.slice(2);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

const application = openTestApplication(folder);
const { context } = application;
const { history } = context;
const walk = readWalk(folder);
countSteps(history, step);

const runtime = createTinyRuntime();
for (const name of ['pre', 'a', 'b', 'clean']) {
  runtime.callbacks[`${name}.callback`] = (_question, request) => {
    step();
    const injected = { path: `${name}.txt`, patient: request.headers['id'] ?? null };
    return name === 'b' ? { ...injected, deleted: 'a.txt' } : injected;
  };
  runtime.workers[`${name}.worker`] = (request) => {
    step();
    writeFileSync(
      path.join(request.dataFolder, `${name}.txt`),
      JSON.stringify(request.arguments.headers['id']),
    );
    step();
  };
}
application.options.preServices = [job('pre')];
application.options.postServices = [job('clean')];
const services = [
  { name: 's', contentHash: '', entries: [job('a'), { ...job('b'), dependsOn: 'a' }], problem: null },
];
function job(jobName: string): JsonObject {
  return { jobName, worker: `${jobName}.worker`, callback: `${jobName}.callback` };
}

const delivery = createDelivery(context);
const onRunEnded = (run: string) => delivery.runEnded(run);
const dispatch = createDispatch(context, { runtime, onRunEnded });
const rooms: { planning?: Planning } = {};
const completeness = createCompleteness(context, { wakePlanning: () => rooms.planning?.wake() });
rooms.planning = createPlanning(context, {
  runtime,
  instances: {
    instancesOfSeries: (key) =>
      walk.series[String(key)]?.map((one) => ({ ...one, file: path.join(folder, one.file) })) ?? [],
  },
  services: { installed: () => services },
  readTags: async (file) => JSON.parse(readFileSync(file, 'utf8')) as JsonObject,
  wakeDispatch: () => dispatch.wake(),
  onRunEnded,
});

// What the archive would tell again: instances that are not yet part of an arrival.
history.write(() => {
  const missing = walk.batch.filter(
    ({ seriesKey }) =>
      history.get('SELECT 1 FROM arrival_series WHERE series_key = ?', [seriesKey]) === undefined,
  );
  if (missing.length > 0) completeness.note(missing, Date.now());
});

const isDue = `SELECT 1 FROM arrival WHERE state IN ('collecting', 'complete')
  UNION ALL SELECT 1 FROM run WHERE delivered_at IS NULL LIMIT 1`;
const look = setInterval(() => {
  if (history.get(isDue) !== undefined) return;
  clearInterval(look);
  process.stdout.write(`${steps}\n`, () => process.exit(0));
}, 5);
