export { CheckedBase } from './CheckedBase.tsx';
export { CheckedWorker } from './CheckedWorker.tsx';
