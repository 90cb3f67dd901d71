import { rm } from 'node:fs/promises';
import { dataFolderOf, removeDataFolder } from './dataFolder.ts';
import { readKnownApplications, writeKnownApplications } from './knownApplications.ts';
import type { KnownApplication } from './knownApplications.ts';

/** Forgets an application; its folder stays. */
export function forgetApplication(home: string, id: string): void {
  writeKnownApplications(
    home,
    readKnownApplications(home).filter((one) => one.id !== id),
  );
}

/** @returns what is left of it, and why, for a person; null where nothing is */
export async function removeFolder({ folder }: KnownApplication): Promise<string | null> {
  const dataFolder = dataFolderOf(folder);
  try {
    const isLeft = dataFolder !== null && !(await removeDataFolder(folder, dataFolder));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return isLeft
      ? `The data in ${dataFolder} were not removed: that folder was not made for the application in ${folder}.`
      : null;
  } catch (cause) {
    return `The folder ${folder} could not be removed whole: ${String(cause)}`;
  }
}
