/** What benchmarks share. */
export { withBench } from './bench.ts';
export type { Bench } from './bench.ts';
export { flushDisks, runProgram, timed } from './peers.ts';
export { median, rounded, spread } from './statistics.ts';
