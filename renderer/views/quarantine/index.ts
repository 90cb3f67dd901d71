export { QuarantinedView } from './QuarantinedView.tsx';
export { QuarantineView } from './QuarantineView.tsx';
