/** Deletes patients, studies and series from the archive, and tells before what goes and what stays. */
export { createDeletion } from './deletion.ts';
export type { Deletion } from './types.ts';
