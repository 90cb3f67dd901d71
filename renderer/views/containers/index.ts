export { ContainersView } from './ContainersView.tsx';
export { ContainerTable } from './ContainerTable.tsx';
export { ContainerView } from './ContainerView.tsx';
