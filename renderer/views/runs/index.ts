export { JobsView } from './JobsView.tsx';
export { RunsView } from './RunsView.tsx';
