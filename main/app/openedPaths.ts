import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkScheme, readDeepLink } from '../../contract/index.ts';
import type { DeepLink } from '../../contract/index.ts';

/**
 * Files and folders that a start of the program was given, absolute.
 * @param argv of the process
 * @param programFolder in a checkout, the folder that Electron was told to run: only what stands behind it is ours
 * @param workingFolder what relative paths start from
 */
export function openedPaths(
  argv: readonly string[],
  programFolder: string | null,
  workingFolder: string,
): string[] {
  const own =
    programFolder === null
      ? 1
      : argv.findIndex(
          (argument, index) => index > 0 && path.resolve(workingFolder, argument) === programFolder,
        ) + 1;
  if (own === 0) return [];
  return argv
    .slice(own)
    .filter((argument) => argument !== '' && !argument.startsWith('-') && !isLink(argument))
    .flatMap((argument) => pathOf(argument, workingFolder));
}

/** Whatever begins like a link is no file, also where it is not one of ours as it should be. */
function isLink(argument: string): boolean {
  return argument.toLowerCase().startsWith(`${linkScheme}:`);
}

/** Desktops of Linux hand over files as `file:` URLs (Desktop Entry specification, `%U`). */
function pathOf(argument: string, workingFolder: string): string[] {
  if (!/^file:/i.test(argument)) return [path.resolve(workingFolder, argument)];
  try {
    return [fileURLToPath(argument)];
  } catch {
    // A file of another machine, or no URL at all.
    return [];
  }
}

/** The place that a start of the program was sent to by a link; null where it was not. */
export function openedPlace(argv: readonly string[]): DeepLink | null {
  return argv.map(readDeepLink).findLast((place) => place !== null) ?? null;
}
