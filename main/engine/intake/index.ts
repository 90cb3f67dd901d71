/** DICOM in, by every door. */
export { queryPeer } from './pull/index.ts';
export { createIntake } from './intake.ts';
export type { Intake } from './types.ts';
