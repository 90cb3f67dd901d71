export { FetchPart } from './FetchPart.tsx';
export { InstallServiceWizard } from './InstallServiceWizard.tsx';
export { InstallWorkerWizard } from './InstallWorkerWizard.tsx';
export { folderToLookAt, useFetched, type FetchRecord } from './useFetched.ts';
