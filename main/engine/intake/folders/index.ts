/** Watched folders: files are taken as they appear and have settled. */
export { createFoldersDoor } from './foldersDoor.ts';
export type { FoldersDoor } from './foldersDoor.ts';
