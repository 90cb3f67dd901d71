import { spawn } from 'node:child_process';
import { EngineError } from '../../../contract/index.ts';

/** The exit code of a program that takes over the terminal. @throws EngineError `runtime-failed` */
export function runInTerminal([file = '', ...given]: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, given, { stdio: 'inherit' });
    // Ctrl-C is for the program in the terminal.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    child.once('error', (cause) =>
      reject(new EngineError('runtime-failed', `${file} could not be started.`, { cause })),
    );
    child.once('close', (code) => {
      process.off('SIGINT', ignore);
      resolve(code ?? 1);
    });
  });
}
