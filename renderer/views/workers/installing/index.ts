export { CreateDialog } from './CreateDialog.tsx';
export { InstallDialog } from './InstallDialog.tsx';
