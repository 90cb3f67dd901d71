import { existsSync, readdirSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, workerNameSchema } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import { finishPlacing, removeLeftCopies } from './placeSource.ts';
import { workerPlaces } from './places.ts';
import type { WorkerPlaces } from './places.ts';

/** Begins the names of folders of removed workers, until they have gone. */
const removed = '.removed-';

/** Folders of the installed workers of an application. */
export interface WorkerFolders {
  placesOf(name: string): WorkerPlaces;
  /** Installed workers, sorted. */
  names(): string[];
  /**
   * An installed worker by what a person calls it.
   * @throws EngineError `worker-not-found`
   */
  known(name: string): string;
  /** There is no such worker from now on; its files go with `clearUp`. */
  remove(name: string): void;
  /** Removes what is left of removed workers, and what a kill has left; only while nothing is copied. */
  clearUp(): Promise<void>;
}

/** Opens them; what a kill has left half in place is put in place. */
export function openWorkerFolders(folder: string): WorkerFolders {
  const placesOf = (name: string) => workerPlaces(folder, name);
  function named(): string[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && workerNameSchema.safeParse(entry.name).data === entry.name)
      .map((entry) => entry.name)
      .sort();
  }
  function names(): string[] {
    return named().filter((name) => {
      const { source, recordFile } = placesOf(name);
      // One that is being copied for the first time has neither.
      return existsSync(recordFile) || existsSync(source);
    });
  }
  for (const name of names()) finishPlacing(placesOf(name));
  return {
    placesOf,
    names,
    known(name) {
      const found = names().find((one) => one === name.trim().toLowerCase());
      if (found === undefined)
        throw new EngineError(
          'worker-not-found',
          `There is no worker "${name.slice(0, 100)}" in this application.`,
        );
      return found;
    },
    remove: (name) => renameSync(placesOf(name).root, path.join(folder, `${removed}${newId()}`)),
    async clearUp() {
      for (const name of named()) await removeLeftCopies(placesOf(name));
      const entries = existsSync(folder) ? readdirSync(folder) : [];
      for (const entry of entries.filter((one) => one.startsWith(removed)))
        await rm(path.join(folder, entry), { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
