export { fitViewport } from './fitViewport.ts';
export { GraphControls } from './GraphControls.tsx';
export { JobGraph } from './JobGraph.tsx';
export type { Place } from './layoutJobs.ts';
export { neighbour } from './neighbour.ts';
