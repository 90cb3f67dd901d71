export { HelpPanel } from './HelpPanel.tsx';
export { HelpView } from './HelpView.tsx';
