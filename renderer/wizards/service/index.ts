export { ServiceWizard } from './ServiceWizard.tsx';
