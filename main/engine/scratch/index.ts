/** Services tried out beside the ordinary history, and compared with it. */
export { createScratch } from './scratch.ts';
export type { Scratch } from './types.ts';
