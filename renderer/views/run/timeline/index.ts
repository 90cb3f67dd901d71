export { RunTimeline } from './RunTimeline.tsx';
