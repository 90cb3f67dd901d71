export { DevelopmentTab } from './DevelopmentTab.tsx';
