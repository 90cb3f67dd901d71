import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { median, spread, waitUntil } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { openJobs, importPatient } from './own.ts';
import { systemPython } from './rq.ts';

/** Jobs that run when everything is killed; as many more wait behind them. */
const slots = 8;

/** Tells its first line by a line in a file of LOGS, and waits there until it may end. */
const worker = [
  'import os; logs = os.environ["LOGS"]',
  'open(os.path.join(logs, "begun"), "a").write(kwargs["jobName"] + "\\n")',
  'while not os.path.exists(os.path.join(logs, "end")): time.sleep(0.02)',
].join('\n    ');

/**
 * Milliseconds from `kill -9` of the engine and of every process below it until the first line of every job that was
 * running, when the next engine is started at once.
 */
export async function measureRecovery(
  bench: Bench,
  { rounds, say }: { rounds: number; say(text: string): void },
): Promise<number> {
  const application = await bench.createApplication('Killed', {
    quietSeconds: 0,
    python: systemPython,
    slots,
  });
  await bench.installService(application, { name: 'long', jobs: 2 * slots, worker });
  const { folder } = await bench.client.request('applications.get', { application });
  const begun = path.join(folder, 'logs', 'begun');
  const end = path.join(folder, 'logs', 'end');
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await importPatient(bench, application);
    const running = await begunJobs(begun, (names) => names.length === slots);
    await rm(begun);
    const killed = performance.now();
    await bench.killEngine();
    await begunJobs(begun, (names) => running.every((name) => names.includes(name)));
    times.push(performance.now() - killed);
    await writeFile(end, '');
    await waitUntil('the end of all jobs', async () => (await openJobs(bench, application)) === 0);
    await rm(end);
    await rm(begun);
  }
  say(`After kill -9 of engine and runtime, until ${slots} jobs run again: ${spread(times)} ms`);
  return median(times);
}

async function begunJobs(file: string, enough: (names: string[]) => boolean): Promise<string[]> {
  let names: string[] = [];
  await waitUntil('the beginning of jobs', async () => {
    names = (await readFile(file, 'utf8')).trim().split('\n');
    return enough(names);
  });
  return names;
}
