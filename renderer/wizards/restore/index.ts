export { RestoreWizard } from './RestoreWizard.tsx';
