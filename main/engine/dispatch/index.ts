/** The queue: claim, run, record, and what follows from it. */
export { claimJobs } from './claim.ts';
export { createDispatch } from './dispatch.ts';
export { withdrawUnbegun } from './withdraw.ts';
export { askedFromInWords } from './askedFrom.ts';
export { readPauses } from './control/index.ts';
export type { Control } from './control/index.ts';
export type { Dispatch } from './types.ts';
export { jobVariables, sharedVariables } from './variables.ts';
export { inputFolder } from './dataFolder.ts';
export { inputSeen } from './inputSeen.ts';
export { findFiles } from './resultFiles.ts';
export { resourcesBeside } from './resources.ts';
export { storedRequest, storedResources } from './storedRequest.ts';
export { toldOfDependencies } from './toldOfDependencies.ts';
export type { EndedDependency } from './toldOfDependencies.ts';
export { headerPayloadSchema, restrictHeaders } from './headerPayload.ts';
export type { HeaderPayload } from './headerPayload.ts';
