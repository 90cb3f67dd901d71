export { JobGraph } from './JobGraph.tsx';
