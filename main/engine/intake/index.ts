/** DICOM in, by every door. */
export type { Intake } from './types.ts';
