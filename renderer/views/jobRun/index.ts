export { JobRunPanel } from './JobRunPanel.tsx';
