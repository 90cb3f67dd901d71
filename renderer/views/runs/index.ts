export { JobsView } from './JobsView.tsx';
export { jobRunColumns } from './jobRunColumns.tsx';
export { runColumns } from './runColumns.tsx';
export { RunsView } from './RunsView.tsx';
