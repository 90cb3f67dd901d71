/** For tests: an application without anything but services. */
export { openServicesFolder, writeService } from './servicesFolder.ts';
export { runningJob } from './runningJob.ts';
