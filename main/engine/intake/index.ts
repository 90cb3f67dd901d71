/** DICOM in, by every door. */
export { queryPeer } from './pull/index.ts';
export { createIntake } from './intake.ts';
export { findFiles } from './findFiles.ts';
export { look } from './candidate.ts';
export type { Intake } from './types.ts';
