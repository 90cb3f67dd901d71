export { WorkerWizard } from './WorkerWizard.tsx';
