/** Programs of others to speak DICOM with, for tests. */
export { freePort, startPeer } from './peers.ts';
export type { PeerProgram } from './peers.ts';
export { hasDcmqrscp, hasOrthanc, startDcmqrscp, startOrthanc } from './archives.ts';
export type { ArchiveProgram } from './archives.ts';
