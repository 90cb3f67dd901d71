export { Build } from './Build.tsx';
export { BuildTab } from './BuildTab.tsx';
