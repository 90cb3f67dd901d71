/** Services that are thought out: examples, conditions as a form, what would be written, and a try on stored data. */
export { commandOf } from './commandOf.ts';
export { createDrafts } from './drafts.ts';
export type { LookAtFolder } from './previewDraft.ts';
export { tryService } from './tryService.ts';
export type { TriedWhat } from './tryService.ts';
