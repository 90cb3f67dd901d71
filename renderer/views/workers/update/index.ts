export { UpdateTab } from './UpdateTab.tsx';
