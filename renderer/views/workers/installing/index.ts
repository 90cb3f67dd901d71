export { CheckedWorker } from './CheckedWorker.tsx';
export { CreateDialog } from './CreateDialog.tsx';
export { InstallDialog } from './InstallDialog.tsx';
