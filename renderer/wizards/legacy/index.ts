export { LegacyWizard } from './LegacyWizard.tsx';
