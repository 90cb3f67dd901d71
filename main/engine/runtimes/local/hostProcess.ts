import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { speakWithHost, startFailed } from '../host/index.ts';
import type { HostListener, HostProcess } from '../host/index.ts';
import type { Interpreter } from './findPython.ts';
import { hostVariables } from './hostVariables.ts';
import { platformOf } from './platform.ts';

/** Time after which a host that was terminated is killed, in milliseconds. */
const killAfter = 400;

/** What a host is started with. */
interface HostOptions {
  interpreter: Interpreter;
  /** Folder that holds the package `dcm_processor_runtime`. */
  packageFolder: string;
  /** Environment variables that all jobs see alike. */
  variables: Readonly<Record<string, string>>;
}

/**
 * Starts a host on this machine and resolves when it is ready for requests.
 * @param signal aborted when nobody needs it any more, even while it starts
 * @throws EngineError `runtime-failed` with what Python said
 */
export async function startHost(
  options: HostOptions,
  listener: HostListener,
  signal: AbortSignal,
): Promise<HostProcess> {
  const { interpreter, packageFolder, variables } = options;
  const { executable } = interpreter;
  await access(path.join(packageFolder, 'dcm_processor_runtime', '__main__.py')).catch((cause: unknown) => {
    throw startFailed(executable, `The runtime package is not in ${packageFolder}: ${String(cause)}`);
  });
  if (signal.aborted) throw startFailed(executable, 'It was closed before it was started.');
  const platform = platformOf(process.platform);
  const child = spawn(executable, ['-u', '-m', 'dcm_processor_runtime'], {
    // Python looks for modules in the working directory first.
    cwd: packageFolder,
    // Functions of C libraries are bound at the start, not anew in each child; the host keeps the variable from jobs.
    env: { ...hostVariables(packageFolder, process.env, variables), LD_BIND_NOW: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...platform.hostOptions,
  });
  if (child.pid !== undefined) platform.putBack(child.pid);
  /** Process of the host itself; the process started above may be its keeper. */
  let hostPid: number | null = null;
  const end = new Promise<string>((resolve) => {
    child.once('close', (code, ending) => resolve(`It ended with ${ending ?? `exit code ${code}`}.`));
    child.once('error', (error) => resolve(error.message));
  });

  function killHard(): void {
    child.kill('SIGKILL');
    if (hostPid !== null && hostPid !== child.pid) killProcess(hostPid);
  }

  return speakWithHost(
    {
      name: executable,
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      end,
      terminate() {
        platform.terminate(child);
        const late = setTimeout(killHard, killAfter);
        void end.then(() => clearTimeout(late));
      },
      saidHello(hello) {
        hostPid = hello.pid;
      },
    },
    listener,
    signal,
  );
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
