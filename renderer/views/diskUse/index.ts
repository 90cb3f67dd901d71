export { DiskUseView } from './DiskUseView.tsx';
