export { RemoveDialog } from './RemoveDialog.tsx';
