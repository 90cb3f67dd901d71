import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { lineSplitter } from '../../../platform/index.ts';
import type { Interpreter } from './findPython.ts';
import { hostVariables } from './hostVariables.ts';
import { platformOf } from './platform.ts';
import { hostMessageSchema } from './protocol.ts';
import type { HostMessage } from './protocol.ts';

/** Time a host has from its start to its first word, in milliseconds. */
const helloTimeout = 30_000;
/** Time after which a host that is closed is terminated, and then killed, in milliseconds. */
const [terminateAfter, killAfter] = [1300, 1700];
/** Time after which nobody waits for the end of a killed host any more, in milliseconds. */
const giveUpAfter = 1950;
/** Longest line a host may write, in bytes; results of jobs travel in one. */
const longestLine = 64 * 1024 * 1024;
/** What is kept of the last words of a host, in characters. */
const lastWords = 4096;

/** A warm Python host that has said hello. */
export interface HostProcess {
  send(request: JsonObject): void;
  /** Asks it to end, and makes it end; takes two seconds at the most. */
  close(): Promise<void>;
  /** Ends it at once with all its jobs, for a host that does not answer any more. */
  kill(): void;
}

/** Who hears of a host. */
interface HostListener {
  /** Every message after the hello. */
  message(message: HostMessage): void;
  /** Comes once, last. */
  ended(why: string): void;
}

/** What a host is started with. */
export interface HostOptions {
  interpreter: Interpreter;
  /** Folder that holds the package `dcm_processor_runtime`. */
  packageFolder: string;
  /** Environment variables that all jobs see alike. */
  variables: Readonly<Record<string, string>>;
  /** Aborted when nobody needs it any more, even while it starts. */
  signal: AbortSignal;
}

/**
 * Starts a host and resolves when it is ready for requests.
 * @throws EngineError `runtime-failed` with what Python said
 */
export async function startHost(options: HostOptions, listener: HostListener): Promise<HostProcess> {
  const { interpreter, packageFolder, variables, signal } = options;
  const failed = (details: string) =>
    new EngineError(
      'runtime-failed',
      `The Python runtime of ${interpreter.executable} could not be started.`,
      {
        details,
      },
    );
  await access(path.join(packageFolder, 'dcm_processor_runtime', '__main__.py')).catch((cause: unknown) => {
    throw failed(`The runtime package is not in ${packageFolder}: ${String(cause)}`);
  });
  if (signal.aborted) throw failed('It was closed before it was started.');
  const platform = platformOf(process.platform);
  const child = spawn(interpreter.executable, ['-u', '-m', 'dcm_processor_runtime'], {
    // Python looks for modules in the working directory first.
    cwd: packageFolder,
    env: hostVariables(packageFolder, process.env, variables),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...platform.hostOptions,
  });
  let said = '';
  /** Process of the host itself; the process started above may be its keeper. */
  let hostPid: number | null = null;
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });

  function killHard(): void {
    child.kill('SIGKILL');
    if (hostPid !== null && hostPid !== child.pid) killProcess(hostPid);
  }

  function kill(): void {
    if (ended) return;
    platform.terminate(child);
    const late = setTimeout(killHard, killAfter - terminateAfter);
    void end.then(() => clearTimeout(late));
  }

  async function close(): Promise<void> {
    child.stdin.end();
    const late = setTimeout(kill, terminateAfter);
    let givingUp: NodeJS.Timeout | undefined;
    await Promise.race([end, new Promise<void>((resolve) => (givingUp = setTimeout(resolve, giveUpAfter)))]);
    clearTimeout(late);
    clearTimeout(givingUp);
  }

  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      signal.removeEventListener('abort', abort);
      clearTimeout(timer);
      kill();
      reject(failed([why, said.trim()].filter((text) => text !== '').join('\n')));
    };
    const abort = () => fail('It was closed while it was being started.');
    const timer = setTimeout(() => fail(`It did not answer within ${helloTimeout / 1000} s.`), helloTimeout);
    signal.addEventListener('abort', abort, { once: true });

    const take = (line: string): void => {
      const message = hostMessageSchema.safeParse(parseJson(line));
      if (!message.success) {
        said = `${said}\nNot a message: ${line.slice(0, 500)}`.slice(-lastWords);
        // Before the host takes the streams over, modules that the machine loads into every Python may print.
        if (hostPid !== null) kill();
      } else if (hostPid !== null) {
        listener.message(message.data);
      } else if (message.data.event === 'hello') {
        hostPid = message.data.pid;
        signal.removeEventListener('abort', abort);
        clearTimeout(timer);
        resolve({ send: (request) => child.stdin.write(`${JSON.stringify(request)}\n`), close, kill });
      } else {
        fail('It spoke before saying hello.');
      }
    };
    const split = lineSplitter(longestLine, take);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!split(chunk)) kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-lastWords);
    });
    // Writing to a host that has just ended fails; its end is told by `close`.
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, ending) => {
      ended = true;
      const why = `It ended with ${ending ?? `exit code ${code}`}.`;
      if (hostPid === null) fail(why);
      else listener.ended(said.trim() === '' ? why : `${why}\n${said.trim()}`);
    });
  });
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
