import { existsSync, readdirSync } from 'node:fs';

/** True where instances lie in an archive, whatever the history knows. */
export function hasInstances(archiveFolder: string): boolean {
  return existsSync(archiveFolder) && readdirSync(archiveFolder).some((name) => name.length === 2);
}
