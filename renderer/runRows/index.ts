export { runColumns } from './runColumns.tsx';
