/**
 * `npm run bench -- dispatch [--json]`: no-op jobs beside RQ in turn, the time from one thing to the next, long queues
 * and histories, a job that prints without end, and what comes after `kill -9`.
 */
import { Command } from 'commander';
import { measureDependencies, measureStarts } from './dispatch/latency.ts';
import { measureNoise } from './dispatch/noise.ts';
import { measurePages } from './dispatch/pages.ts';
import { measureQueues } from './dispatch/queues.ts';
import { measureRecovery } from './dispatch/recovery.ts';
import { measureThroughput } from './dispatch/throughput.ts';
import { percentile, rounded, withBench } from './support/index.ts';

const options = new Command('npm run bench -- dispatch')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--rounds <n>', 'times that each point is measured', Number, 5)
  .option('--scale <n>', 'share of the usual number of jobs', Number, 1)
  .parse()
  .opts<{ json: boolean; rounds: number; scale: number }>();
const { rounds, scale } = options;

const say = (text: string) => process.stderr.write(`${text}\n`);
const scaled = (count: number, least: number) => Math.max(Math.round(count * scale), least);

const report = await withBench('dispatch', async (bench) => {
  const { own, rq } = await measureThroughput(bench, { rounds, jobs: scaled(1000, 2), say });
  const dependencies = await measureDependencies(bench, { rounds, jobs: scaled(100, 3), say });
  const starts = await measureStarts(bench, { rounds: scaled(rounds * 10, 1), say });
  const recoveryMs = await measureRecovery(bench, { rounds, say });
  await measureNoise(bench, { megabytes: scaled(1000, 1), say });
  const lengths = [100, 1000, 10_000, 100_000];
  const claimFlatness = await measureQueues(bench, { lengths: lengths.map((n) => scaled(n, 100)), say });
  const peakRssMb = await bench.peakEngineMemory();
  say(`Peak memory of the engine with the longest queue: ${peakRssMb.toFixed(0)} MB`);
  const sizes = [1000, 10_000, 100_000, 1_000_000];
  await measurePages(bench, { sizes: sizes.map((n) => scaled(n, 100)), say });
  return {
    ratio: {
      jobsPerSecondVsRq: rq === null ? null : rounded(own.one / rq.one, 2),
      jobsPerSecondVsRq2: rq === null ? null : rounded(own.two / rq.two, 2),
    },
    jobsPerSecond: rounded(own.two, 0),
    dependencyToStart: {
      p50Ms: rounded(percentile(dependencies, 50), 1),
      p99Ms: rounded(percentile(dependencies, 99), 1),
    },
    completeToStart: { p50Ms: rounded(percentile(starts, 50), 1), p95Ms: rounded(percentile(starts, 95), 1) },
    claimFlatness: rounded(claimFlatness, 2),
    recoveryMs: rounded(recoveryMs, 0),
    peakRssMb: rounded(peakRssMb, 0),
  };
});
process.stdout.write(`${JSON.stringify(report, null, options.json ? undefined : 2)}\n`);
