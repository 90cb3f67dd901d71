import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { terminalCommand, thisMachine } from '../platform/index.ts';

/** Starts a program in a terminal window of its own; false where none is found, or it cannot be started. */
export function openInTerminal(program: readonly string[]): Promise<boolean> {
  const command = terminalCommand(program, thisMachine(), canRun);
  if (command === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    // It goes on when the window is closed.
    const child = spawn(command.file, command.arguments, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
