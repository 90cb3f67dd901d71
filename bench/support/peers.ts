import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** How long an action takes, in milliseconds. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Runs a program without a shell and drops what it prints. @throws Error when it cannot be started or fails */
export function runProgram(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
}

/** Waits until nothing written waits in memory, so that one measurement does not pay for the one before. */
export function flushDisks(): Promise<void> {
  return runProgram('sync', []);
}
