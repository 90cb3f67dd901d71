/** Asks the callbacks of a service about all that is stored: what would be planned otherwise than it was. */
export { createReplay } from './replay.ts';
export type { Replay } from './replay.ts';
