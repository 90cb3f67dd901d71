export { JobGraph } from './JobGraph.tsx';
export type { Place } from './layoutJobs.ts';
export { measured } from './measured.ts';
export { PlacedCanvas } from './PlacedCanvas.tsx';
