export { DiagnosticsView } from './DiagnosticsView.tsx';
