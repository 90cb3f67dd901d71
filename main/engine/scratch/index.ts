/** Services tried out beside the ordinary history, and compared with it. */
export { copyArchived } from './archivedInput.ts';
export type { Instances } from './archivedInput.ts';
export { copyLeft } from './base.ts';
export { compareOutcomes, fileState } from './compare/index.ts';
export { findRecordedData } from './recordedData.ts';
export { serviceAt } from './serviceAt.ts';
export { runTrial } from './trial.ts';
export type { TrialOutcome } from './trial.ts';
export { makeTrialFolders } from './trialFolders.ts';
export { createScratch } from './scratch.ts';
export type { Scratch } from './types.ts';
