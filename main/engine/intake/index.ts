/** DICOM in, by every door. */
export { countAtPeer, queryPeer } from './pull/index.ts';
export { createIntake } from './intake.ts';
export { findFiles } from './imports/index.ts';
export { look } from './reading/index.ts';
export type { Intake } from './types.ts';
