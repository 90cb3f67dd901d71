import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { z } from 'zod';
import { EngineError, environmentLockSchema } from '../../../../contract/index.ts';
import type { EnvironmentLock } from '../../../../contract/index.ts';
import type { Interpreter } from './findPython.ts';
import { hostVariables } from './hostVariables.ts';

/** Time that Python has to say what is installed, in milliseconds; some environments have thousands of packages. */
const answerTimeout = 60_000;
/** Coarsest clock of a file system that is reckoned with, in milliseconds. */
const clockGrain = 50;
/** Longest answer, in bytes. */
const longestAnswer = 16 * 1024 * 1024;

const answerSchema = environmentLockSchema.extend({ folders: z.array(z.string()) });

/**
 * Tells what an environment is made of. Python is asked again only when one of its package folders, or the
 * interpreter, has changed: that is looked at each time and costs a few microseconds.
 */
export function createLockTaker(
  interpreter: Interpreter,
  packageFolder: string,
): () => Promise<EnvironmentLock> {
  let taken: { stamp: () => string; seen: string; lock: EnvironmentLock } | null = null;
  let asking: Promise<EnvironmentLock> | null = null;

  async function take(): Promise<EnvironmentLock> {
    const askedAt = Date.now();
    const { folders, ...lock } = await ask(interpreter, packageFolder);
    const watched = [interpreter.executable, ...folders];
    const stamp = () => watched.map(changeOf).join(' ');
    // What changed while Python was looking may have been seen, or not: then it is asked again.
    const isSettled = watched.every((entry) => (look(entry)?.mtimeMs ?? 0) < askedAt - clockGrain);
    taken = { stamp, seen: isSettled ? stamp() : '', lock };
    return lock;
  }

  return () => {
    if (taken !== null && taken.stamp() === taken.seen) return Promise.resolve(taken.lock);
    asking ??= take().finally(() => {
      asking = null;
    });
    return asking;
  };
}

function look(entry: string): Stats | undefined {
  return statSync(entry, { throwIfNoEntry: false });
}

function changeOf(entry: string): string {
  const stats = look(entry);
  return stats === undefined ? '-' : `${stats.ino}:${stats.mtimeMs}`;
}

function ask(interpreter: Interpreter, packageFolder: string): Promise<z.infer<typeof answerSchema>> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      interpreter.executable,
      ['-m', 'dcm_processor_runtime.lock'],
      {
        cwd: packageFolder,
        env: hostVariables(packageFolder, process.env),
        timeout: answerTimeout,
        killSignal: 'SIGKILL',
        maxBuffer: longestAnswer,
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        const answer = answerSchema.safeParse(parseJson(stdout.trim().split('\n').at(-1) ?? ''));
        if (answer.success) return resolve(answer.data);
        reject(
          new EngineError('runtime-failed', `${interpreter.executable} did not say what is installed.`, {
            details: stderr.trim() || (error?.message ?? 'Its answer is not what was asked for.'),
          }),
        );
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
