export { ChangesView, type Changes } from './ChangesView.tsx';
