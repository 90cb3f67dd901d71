/**
 * One engine in a process of its own, from the archive to the delivery, that can be killed at a chosen step; for tests.
 *
 * `node lateProcess.ts FOLDER MODE STEP`: receives the files in FOLDER/input one after the other, most of them late, and
 * processes them behind filters; prints how many steps that took. At step STEP the process kills itself. A step is
 * either side of every commit.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { completenessOptionsSchema, filterOptionsSchema } from '../../../../contract/index.ts';
import { countSteps } from '../../dispatch/testing/index.ts';
import { openTestWalk } from './testWalk.ts';

const [folder = '', mode = '', killAt = '0'] = process.argv.slice(2);
let steps = 0;

const walk = openTestWalk(folder);
const { options, context } = walk.application;
options.completeness = completenessOptionsSchema.parse({ lateArrivals: mode });
options.filters = filterOptionsSchema.parse({ enabled: true, minimumInstances: 1 });
countSteps(context.history, () => {
  steps += 1;
  if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});

const input = path.join(folder, 'input');
for (const name of readdirSync(input).sort()) {
  // What is archived already is not new, as when a sender sends again what was not acknowledged.
  await walk.receive(readFileSync(path.join(input, name)));
}

const isDue = `SELECT 1 FROM arrival WHERE state IN ('collecting', 'complete')
  UNION ALL SELECT 1 FROM run WHERE delivered_at IS NULL LIMIT 1`;
const look = setInterval(() => {
  if (context.history.get(isDue) !== undefined) return;
  clearInterval(look);
  process.stdout.write(`${steps}\n`, () => process.exit(0));
}, 5);
