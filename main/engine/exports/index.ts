/** Exports patients, studies and series of the archive as DICOM files. */
export { createExports } from './exports.ts';
export { saysItAnonymizes } from './anonymizes.ts';
export type { Exports } from './types.ts';
