/** The C-STORE door: what other DICOM systems send (PS3.4 annex B), with verification and storage commitment. */
export { createScpDoor } from './scpDoor.ts';
export type { ScpSurroundings } from './types.ts';
