export { FlowView } from './FlowView.tsx';
