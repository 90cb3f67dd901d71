/** C-STORE of what is in the archive to other DICOM nodes. */
export { createSend } from './send.ts';
export type { Send } from './send.ts';
