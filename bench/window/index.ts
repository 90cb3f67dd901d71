/** The window under load, for its benchmark and for the end-to-end test that prints its long tasks. */
export { startLoad } from './load.ts';
export { memoryOf, openMemoryMeter } from './memory.ts';
export { measureStartUp } from './startUp.ts';
export { notedBy, watchPage, watchRuns } from './watchPage.ts';
