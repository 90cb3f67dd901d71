export { ContainerLogView } from './ContainerLogView.tsx';
export { LogView } from './LogView.tsx';
