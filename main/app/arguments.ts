import path from 'node:path';
import { writeDeepLink } from '../../contract/index.ts';
import type { DeepLink } from '../../contract/index.ts';

/** The session starts the program at login with this: there is no window until somebody asks for one. */
export const hiddenFlag = '--hidden';
/** In front of a data home other than the usual one; `DCM_PROCESSOR_HOME` is for terminals. */
export const homeFlag = '--home=';

/** The data home that a start names by argument; null where it names none. */
export function homeArgument(argv: readonly string[]): string | null {
  const given = argv.findLast((argument) => argument.startsWith(homeFlag))?.slice(homeFlag.length);
  return given === undefined || given === '' ? null : path.resolve(given);
}

/**
 * Arguments of a start that opens this.
 * @param wanted.programFolder in a checkout, the folder that Electron is told to run
 */
export function argumentsToOpen(wanted: {
  programFolder: string | null;
  home: string;
  paths: readonly string[];
  place: DeepLink | null;
}): string[] {
  return [
    ...(wanted.programFolder === null ? [] : [wanted.programFolder]),
    `${homeFlag}${wanted.home}`,
    ...(wanted.place === null ? [] : [writeDeepLink(wanted.place)]),
    ...wanted.paths,
  ];
}
