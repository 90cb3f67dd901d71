/** Applications: which ones a data home knows, and their settings. */
export { beginAtLogin } from './atLogin.ts';
export { assertDataFolder, dataFolderOf } from './dataFolder.ts';
export { createApplication, placeError } from './create.ts';
export { checkDataFolder, checkFolder, checkName, folderFor } from './place.ts';
export { forgetApplication, removeFolder } from './remove.ts';
export { readKnownApplications, renameKnownApplication } from './knownApplications.ts';
export type { KnownApplication } from './knownApplications.ts';
export { inDocker, parseSettings, readSettings, writeSettings } from './settings.ts';
export type { ApplicationSettings } from './settings.ts';
