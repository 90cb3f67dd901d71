/** Worker folders that are made here, from what somebody chose. */
export { baseImages } from './baseImages.ts';
export { createWorkerFolder } from './createWorkerFolder.ts';
export { previewDraft } from './previewDraft.ts';
