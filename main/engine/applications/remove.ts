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

/** @returns why it could not be removed whole, for a person, or null */
export async function removeFolder({ folder }: KnownApplication): Promise<string | null> {
  const dataFolder = dataFolderOf(folder);
  try {
    if (dataFolder !== null) await removeDataFolder(dataFolder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return null;
  } catch (cause) {
    return `The folder ${folder} could not be removed whole: ${String(cause)}`;
  }
}
