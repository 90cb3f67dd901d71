export { ImportsView } from './ImportsView.tsx';
export { ImportTaskView } from './ImportTaskView.tsx';
