export { JobsView } from './JobsView.tsx';
export { runColumns } from './runColumns.tsx';
export { RunsView } from './RunsView.tsx';
