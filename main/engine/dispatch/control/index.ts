/** What people do with the queue: cancel, requeue, pause and resume, and why something waits. */
export { createControl } from './control.ts';
export type { Control } from './types.ts';
export { readPauses } from './pauses.ts';
