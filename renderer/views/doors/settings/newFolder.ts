import { watchedFolderSchema, type WatchedFolder } from '../../../../contract/index.ts';

/** A folder to be watched as one gets it first: everything else can be changed before it is saved. */
export function newFolder(path: string): WatchedFolder {
  return watchedFolderSchema.parse({ id: crypto.randomUUID(), path });
}
