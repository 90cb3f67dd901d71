/** What cannot be taken is kept with its reason: to be looked at, taken anyway, exported or deleted. */
export { createQuarantine } from './quarantine.ts';
export type { KeepRequest, Kept, Quarantine } from './types.ts';
