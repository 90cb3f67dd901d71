/** DICOM in, by every door. */
export { createIntake } from './intake.ts';
export type { Intake } from './types.ts';
