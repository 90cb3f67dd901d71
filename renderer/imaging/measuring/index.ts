/** What people draw to measure: told as it changes, and drawn again from what was kept. */
export { writeBeside } from './beside.ts';
export { removeDrawn, restoreMeasurements, selectedMeasurements } from './drawn.ts';
export { watchMeasurements } from './watch.ts';
