import path from 'node:path';

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
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .map((argument) => path.resolve(workingFolder, argument));
}
