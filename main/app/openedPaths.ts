import path from 'node:path';
import { readDeepLink } from '../../contract/index.ts';
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
    .filter((argument) => argument !== '' && !argument.startsWith('-') && readDeepLink(argument) === null)
    .map((argument) => path.resolve(workingFolder, argument));
}

/** The place that a start of the program was sent to by a link; null where it was not. */
export function openedPlace(argv: readonly string[]): DeepLink | null {
  return argv.map(readDeepLink).findLast((place) => place !== null) ?? null;
}
