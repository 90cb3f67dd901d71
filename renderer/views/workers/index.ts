export { Build } from './build/index.ts';
export { WorkersView } from './WorkersView.tsx';
export { WorkerView } from './WorkerView.tsx';
export { CheckedWorker } from './installing/index.ts';
