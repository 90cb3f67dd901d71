/** What benchmarks share. */
export { inBenchFolder, withBench, writeService } from './bench.ts';
export type { Bench } from './bench.ts';
export { flushDisks, runProgram, timed } from './peers.ts';
export { cpuTime } from './processes.ts';
export { waitUntil } from './waitUntil.ts';
export { median, percentile, rounded, spread } from './statistics.ts';
