import { execFile } from 'node:child_process';
import { inRoot } from '../../scripts/setup/index.mjs';

/** Runs a command of the command line on a data home and returns its JSON. @throws Error when it fails */
export function runCommand(home: string, words: readonly string[]): Promise<unknown> {
  const args = [inRoot('main', 'cli', 'index.ts'), '--home', home, '--json', '-o', ...words];
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, args, (error, output, diagnostics) => {
      if (error === null) resolve(JSON.parse(output));
      else reject(new Error(`${words.join(' ')}: ${child.exitCode} ${output} ${diagnostics}`));
    });
  });
}
