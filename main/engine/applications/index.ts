/** Applications: which ones a data home knows, and their settings. */
export { createApplication } from './create.ts';
export { backUpFolder, checkBackupFolder, forgetApplication, removeFolder } from './remove.ts';
export { readKnownApplications } from './knownApplications.ts';
export type { KnownApplication } from './knownApplications.ts';
export { readSettings, writeSettings } from './settings.ts';
export type { ApplicationSettings } from './settings.ts';
