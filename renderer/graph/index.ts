export { JobGraph } from './JobGraph.tsx';
export type { Place } from './layoutJobs.ts';
export { measured } from './measured.ts';
export { wayInWords } from './wayInWords.ts';
export { PlacedCanvas } from './PlacedCanvas.tsx';
