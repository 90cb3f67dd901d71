import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder that a person named, with those above it. Node's own way never ends where the system has folders that
 * take no others, such as Linux's `/proc`.
 * @param mode of those that are made
 * @returns the outermost one that was missing; undefined where none was
 * @throws the system's error, for the first folder that cannot be made
 */
export function makeFolders(folder: string, mode = 0o777): string | undefined {
  const missing: string[] = [];
  let at = path.resolve(folder);
  while (!existsSync(at) && at !== path.dirname(at)) {
    missing.unshift(at);
    at = path.dirname(at);
  }
  for (const one of missing) {
    try {
      mkdirSync(one, mode);
    } catch (cause) {
      // Somebody else made it meanwhile.
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
  return missing[0];
}
