export { JobsTab } from './JobsTab.tsx';
