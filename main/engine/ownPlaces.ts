import { EngineError } from '../../contract/index.ts';
import type { KnownApplication } from './applications/index.ts';
import { applicationFolders } from './context/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

/**
 * Folders that this program alone writes, or takes files from: its data home, those of the applications with what they
 * may link to, and watched ones. What is written out goes into none of them.
 */
export function ownPlaces(
  home: string,
  applications: Iterable<{ known: KnownApplication; opened: OpenApplication | EngineError }>,
): string[] {
  const places = [home];
  for (const { known, opened } of applications) {
    const { root, archive, quarantine, runs } = applicationFolders(known.folder);
    places.push(root, archive, quarantine, runs);
    if (opened instanceof EngineError) continue;
    const { watchedFolders } = opened.settings().options;
    places.push(...watchedFolders.filter(({ enabled }) => enabled).map((folder) => folder.path));
  }
  return places;
}
