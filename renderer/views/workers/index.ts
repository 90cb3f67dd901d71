export { Build } from './build/index.ts';
export { WorkersView } from './WorkersView.tsx';
export { WorkerView } from './WorkerView.tsx';
export { CheckedBase, CheckedWorker } from './installing/index.ts';
