export { ApplicationWizard } from './ApplicationWizard.tsx';
