/** A real engine with a real service, things to send to it, and what must be so whatever happens. */
export { freePort, setUp } from './bench.ts';
export type { Bench } from './bench.ts';
export { startEngine } from './engineProcess.ts';
export type { EngineProcess } from './engineProcess.ts';
export { noteOutcome } from './outcome.ts';
export { pythonHosts } from './processes.ts';
export type { Sent } from './send.ts';
export { postOne, sendAll, smallPatients } from './send.ts';
export { faultsIn, until, untilAtRest } from './truth.ts';
export { givenUp } from './jobFaults.ts';
export { count, query } from './query.ts';
export { mountTinyDisk, noDiskGuard } from './tinyDisk.ts';
export type { TinyDisk } from './tinyDisk.ts';
