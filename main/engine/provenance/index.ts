/** Where results come from: what a job run ran with, written down when it ended, and read as a card. */
export { createWitness } from './witness.ts';
export type { Testimony, Witness } from './witness.ts';
export { recordTestimony, usesVersion } from './record.ts';
export { readRunInput, recordRunInput } from './runInput.ts';
export type { RunSeries } from './runInput.ts';
export { readCard } from './card.ts';
export { lockChanges } from './lockChanges.ts';
