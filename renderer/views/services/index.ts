export { ServiceJobs } from './ServiceJobs.tsx';
export { ServicesView } from './ServicesView.tsx';
