export { InstallServiceWizard } from './InstallServiceWizard.tsx';
export { InstallWorkerWizard } from './InstallWorkerWizard.tsx';
