export { DiskSpaceView } from './DiskSpaceView.tsx';
