import { EngineError } from '../../contract/index.ts';
import { dataFolderOf } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import { applicationFolders } from './context/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

type Applications = Iterable<{ known: KnownApplication; opened: OpenApplication | EngineError }>;

/** Folders that this program alone writes, or takes files from. What is written out goes into none of them. */
export function ownPlaces(home: string, applications: Applications): string[] {
  return [home, ...applicationPlaces(applications)];
}

/** Those of the applications, what they may link to, and watched ones. Beside them a backup may lie in the data home. */
export function applicationPlaces(applications: Applications): string[] {
  const places: string[] = [];
  for (const { known, opened } of applications) {
    const { root, archive, quarantine, runs } = applicationFolders(known.folder);
    const dataFolder = dataFolderOf(root);
    places.push(root, archive, quarantine, runs, ...(dataFolder === null ? [] : [dataFolder]));
    if (opened instanceof EngineError) continue;
    const { watchedFolders } = opened.settings().options;
    places.push(...watchedFolders.filter(({ enabled }) => enabled).map((folder) => folder.path));
  }
  return places;
}
