import path from 'node:path';
import { cpuTime, flushDisks, median, spread } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { processPatient } from './own.ts';
import { measureRq, missingRq, systemPython } from './rq.ts';
import type { JobRate } from './rq.ts';

/** Jobs per second of the median round. */
export interface Throughput {
  own: Record<'one' | 'two', number>;
  /** Null where RQ is not installed. */
  rq: Record<'one' | 'two', number> | null;
}

const workerCounts = { one: 1, two: 2 } as const;

/** No-op jobs per second, beside RQ in turn, with one and two jobs at once. */
export async function measureThroughput(
  bench: Bench,
  { rounds, jobs, say }: { rounds: number; jobs: number; say(text: string): void },
): Promise<Throughput> {
  const missing = await missingRq();
  say(missing ?? `No-op jobs per second, ${jobs} jobs, ${rounds} rounds, median (range); CPU ms per job:`);
  const application = await bench.createApplication('No-op', { quietSeconds: 0, python: systemPython });
  await bench.installService(application, { name: 'nothing', jobs, worker: 'return None' });
  const { folder } = await bench.client.request('applications.get', { application });
  const result: Throughput = { own: { one: 0, two: 0 }, rq: missing === null ? { one: 0, two: 0 } : null };
  for (const name of ['one', 'two'] as const) {
    const workers = workerCounts[name];
    await bench.client.request('applications.set_options', { application, options: { slots: workers } });
    const rates: { own: JobRate[]; rq: JobRate[] } = { own: [], rq: [] };
    for (let round = 0; round < rounds; round += 1) {
      await flushDisks();
      rates.own.push(await measureOwn(bench, application, jobs));
      if (result.rq === null) continue;
      await flushDisks();
      const modules = path.join(folder, 'modules');
      rates.rq.push(await measureRq(path.join(bench.folder, 'rq'), { modules, jobs, workers }));
    }
    for (const [who, measured] of Object.entries(rates)) {
      if (measured.length === 0) continue;
      const persecond = spread(measured.map((rate) => rate.jobsPerSecond));
      say(
        `  ${workers} at once, ${who.padEnd(4)} ${persecond}   ${spread(
          measured.map((rate) => rate.cpuMsPerJob),
          2,
        )} ms`,
      );
    }
    result.own[name] = median(rates.own.map((rate) => rate.jobsPerSecond));
    if (result.rq !== null) result.rq[name] = median(rates.rq.map((rate) => rate.jobsPerSecond));
  }
  return result;
}

/** All jobs of one run: from the beginning of the first to the end of the last. */
async function measureOwn(bench: Bench, application: string, jobs: number): Promise<JobRate> {
  let before = 0;
  const run = await processPatient(bench, application, () => {
    before = cpuTime(bench.pid);
  });
  const cpu = cpuTime(bench.pid) - before;
  if (run.jobRuns.length !== jobs) throw new Error(`The run has ${run.jobRuns.length} jobs, not ${jobs}.`);
  const first = Math.min(...run.jobRuns.map((job) => job.startedAt ?? Infinity));
  const last = Math.max(...run.jobRuns.map((job) => job.finishedAt ?? 0));
  return { jobsPerSecond: jobs / ((last - first) / 1000), cpuMsPerJob: cpu / jobs };
}
