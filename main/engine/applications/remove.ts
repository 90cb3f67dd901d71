import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { isInside } from '../context/index.ts';
import { readKnownApplications, writeKnownApplications } from './knownApplications.ts';
import type { KnownApplication } from './knownApplications.ts';

/**
 * Looks at where a backup is to go.
 * @returns its absolute path
 * @throws EngineError `folder-not-usable`
 */
export function checkBackupFolder({ folder }: KnownApplication, wanted: string): string {
  const backup = path.resolve(wanted);
  if (!path.isAbsolute(wanted))
    throw new EngineError('folder-not-usable', `The backup folder must be a full path, not "${wanted}".`);
  if (isInside(path.resolve(folder), backup) || path.resolve(folder) === backup) {
    throw new EngineError('folder-not-usable', 'The backup folder lies in the application folder itself.');
  }
  let isEmpty: boolean;
  try {
    isEmpty = !existsSync(backup) || readdirSync(backup).length === 0;
  } catch (cause) {
    throw new EngineError('folder-not-usable', `The backup folder ${backup} cannot be used.`, { cause });
  }
  if (isEmpty) return backup;
  throw new EngineError('folder-not-usable', `The backup folder ${backup} is not empty.`, {
    advice: 'Name a folder that is empty or does not exist.',
  });
}

/**
 * Copies a closed application, from where it can be taken in again. What was copied of a copy that failed is removed.
 * @throws EngineError `disk-failed`
 */
export async function backUpFolder({ folder }: KnownApplication, backup: string): Promise<void> {
  try {
    await mkdir(path.dirname(backup), { recursive: true });
    await cp(folder, backup, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  } catch (cause) {
    await rm(backup, { recursive: true, force: true }).catch(() => undefined);
    throw new EngineError('disk-failed', `The application could not be copied to ${backup}.`, {
      cause,
      advice: 'Check the space and the permissions there. Nothing was removed.',
    });
  }
}

/** Forgets an application; its folder stays. */
export function forgetApplication(home: string, id: string): void {
  writeKnownApplications(
    home,
    readKnownApplications(home).filter((one) => one.id !== id),
  );
}

/** @returns why it could not be removed whole, for a person, or null */
export async function removeFolder({ folder }: KnownApplication): Promise<string | null> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return null;
  } catch (cause) {
    return `The folder ${folder} could not be removed whole: ${String(cause)}`;
  }
}
