/** Removes what runs left behind when it is old, or too much; never originals, never of open runs. */
export { createRetention } from './retention.ts';
export type { Retention } from './types.ts';
