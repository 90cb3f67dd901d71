import { openHistory } from '../../main/engine/database/index.ts';
import { percentile, spread } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { historyOf, processPatient, resultsOf } from './own.ts';
import { systemPython } from './rq.ts';

/** Seconds since the epoch of the first and the last line of a worker. */
const clock = 'begin = time.time(); return [begin, time.time()]';

type Say = (text: string) => void;

/**
 * Milliseconds from the last line of a job to the first line of the one that depends on it, over chains of jobs: the
 * end of the process, its record, and the start of the next lie in between.
 */
export async function measureDependencies(
  bench: Bench,
  { rounds, jobs, say }: { rounds: number; jobs: number; say: Say },
): Promise<number[]> {
  const application = await bench.createApplication('Chain', { quietSeconds: 0, python: systemPython });
  await bench.installService(application, { name: 'chain', jobs, worker: clock, chained: true });
  const delays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = clocksOf(
      await resultsOf(bench, application, await processPatient(bench, application)),
    ).sort(([one], [other]) => one - other);
    for (let index = 1; index < times.length; index += 1) {
      delays.push(((times[index]?.[0] ?? Number.NaN) - (times[index - 1]?.[1] ?? Number.NaN)) * 1000);
    }
  }
  say(`Last line of a job to first line of its dependent: ${spread(delays, 1)} ms, p99 ${p(delays, 99)} ms`);
  return delays;
}

/**
 * Milliseconds from the moment an arrival is complete to the first line of the first job, with the callbacks of 20
 * services in between.
 */
export async function measureStarts(
  bench: Bench,
  { rounds, say }: { rounds: number; say: Say },
): Promise<number[]> {
  const application = await bench.createApplication('Starts', { quietSeconds: 0, python: systemPython });
  for (let service = 1; service <= 20; service += 1) {
    await bench.installService(application, { name: `service_${service}`, jobs: 1, worker: clock });
  }
  const { folder } = await bench.client.request('applications.get', { application });
  const delays: number[] = [];
  // The first one starts the Python runtime and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const run = await processPatient(bench, application);
    const begun = Math.min(...clocksOf(await resultsOf(bench, application, run)).map(([begin]) => begin));
    if (round > 0) delays.push(begun * 1000 - completedAt(folder, run.id));
  }
  say(
    `Complete to first line of the first job, 20 callbacks: ${spread(delays, 1)} ms, p95 ${p(delays, 95)} ms`,
  );
  return delays;
}

function completedAt(folder: string, run: string): number {
  const history = openHistory(historyOf(folder));
  try {
    const row = history.get<{ at: number }>(
      'SELECT completed_at AS at FROM arrival WHERE id = (SELECT arrival_id FROM run WHERE id = ?)',
      [run],
    );
    return row?.at ?? Number.NaN;
  } finally {
    history.close();
  }
}

function clocksOf(results: readonly unknown[]): [number, number][] {
  return results.map((result) => {
    const [begin, end] = Array.isArray(result) ? result.map(Number) : [];
    return [begin ?? Number.NaN, end ?? Number.NaN];
  });
}

function p(values: readonly number[], share: number): string {
  return percentile(values, share).toFixed(1);
}
