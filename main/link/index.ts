/** The way to the engine for those outside it: finds the one that runs, or starts one. */
export { channelToRunningEngine, linkToEngine, linkToRunningEngine } from './connect.ts';
export type { EngineLink } from './connect.ts';
export { engineEntry, engineVariables, startEngineProcess, startMessageSchema } from './engineProcess.ts';
export { followRuns, followTask, newestRunNumber, runsAfter } from './follow.ts';
export { followBuild } from './followBuild.ts';
export { waitFor } from './waitFor.ts';
