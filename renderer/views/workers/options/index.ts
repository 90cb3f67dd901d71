export { OptionsTab } from './OptionsTab.tsx';
