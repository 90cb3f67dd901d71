/** The queue: claim, run, record, and what follows from it. */
export { createDispatch } from './dispatch.ts';
export type { Dispatch, DispatchOptions } from './types.ts';
