import path from 'node:path';
import { hiddenFlag, homeFlag } from '../arguments.ts';

/** What is known of how this program was started. */
export interface ThisProgram {
  /** Executable of the running process. */
  executable: string;
  /** In a checkout, the folder that Electron is told to run; null in an installed program. */
  programFolder: string | null;
  /** The AppImage that this runs from: the executable itself lies in a folder that is gone after the run. */
  appImage: string | null;
  /** Data home, and the one that it would have had unasked. */
  home: string;
  usualHome: string;
}

/** What the session is to run at login: this program, hidden, on the same data home. */
export function startCommand(program: ThisProgram): string[] {
  const { executable, programFolder, appImage, home, usualHome } = program;
  return [
    path.resolve(appImage ?? executable),
    ...(programFolder === null ? [] : [path.resolve(programFolder)]),
    hiddenFlag,
    ...(home === usualHome ? [] : [`${homeFlag}${home}`]),
  ];
}
