/** Writes the DICOMDIR of a medium (PS3.3 Annex F, PS3.10). */
export { createDicomDir } from './dicomDir.ts';
