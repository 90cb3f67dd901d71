export { JobGraph } from './JobGraph.tsx';
export type { Place } from './layoutJobs.ts';
export { PlacedCanvas } from './PlacedCanvas.tsx';
