/** What benchmarks share. */
export { withBench } from './bench.ts';
export type { Bench } from './bench.ts';
export { flushDisks, runProgram, timed } from './peers.ts';
export { cpuTime } from './processes.ts';
export { median, percentile, rounded, spread } from './statistics.ts';
