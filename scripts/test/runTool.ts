import { spawn } from 'node:child_process';
import { root } from '../setup/index.mjs';

/**
 * Runs a tool of the project under this Node, showing what it prints.
 * @param script path of its JavaScript below the checkout
 * @returns its exit code (null after a signal) and its standard output
 */
export function runTool(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
