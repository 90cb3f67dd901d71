import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { editorCommand, terminalCommand, thisMachine } from '../platform/index.ts';

interface Command {
  file: string;
  arguments: readonly string[];
}

/** Starts a program in a terminal window of its own; false where none is found, or it cannot be started. */
export function openInTerminal(program: readonly string[]): Promise<boolean> {
  return start(terminalCommand(program, thisMachine(), canRun));
}

/** Opens a folder in VS Code; false where that is not found, or cannot be started. */
export function openInEditor(folder: string): Promise<boolean> {
  return start(editorCommand(folder, thisMachine(), canRun));
}

function start(command: Command | null): Promise<boolean> {
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
