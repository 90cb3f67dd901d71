import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { lineSplitter } from '../../../platform/index.ts';
import type { Interpreter } from './findPython.ts';
import { hostMessageSchema } from './protocol.ts';
import type { HostMessage } from './protocol.ts';

/** Time a host has from its start to its first word, in milliseconds. */
const helloTimeout = 30_000;
/** Time a host has to end its jobs and itself when it is closed, in milliseconds. */
const endTimeout = 1800;
/** Longest line a host may write, in bytes; results of jobs travel in one. */
const longestLine = 512 * 1024 * 1024;
/** What is kept of the last words of a host. */
const lastWords = 4096;

/** A warm Python host that has said hello. */
export interface HostProcess {
  /** Python version that the host itself told. */
  python: string;
  /** False once it has ended. */
  readonly alive: boolean;
  send(request: JsonObject): void;
  /** Asks it to end, and makes it end. */
  close(): Promise<void>;
  /** Ends it at once, with all its jobs where the system can; for a host that does not answer any more. */
  kill(): void;
}

/**
 * Starts a host and resolves when it is ready for requests.
 * @param listener hears every message after the hello; `ended` comes once, last
 * @throws EngineError `runtime-failed` with what Python said
 */
export function startHost(
  interpreter: Interpreter,
  packageFolder: string,
  listener: { message(message: HostMessage): void; ended(why: string): void },
): Promise<HostProcess> {
  const child = spawn(interpreter.executable, ['-u', '-m', 'dcm_processor_runtime'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: hostVariables(packageFolder),
    windowsHide: true,
  });
  let said = '';
  let ready = false;
  let alive = true;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));

  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      child.kill('SIGKILL');
      reject(
        new EngineError(
          'runtime-failed',
          `The Python runtime of ${interpreter.executable} could not be started.`,
          {
            details: `${message}\n${said}`,
          },
        ),
      );
    };
    const timer = setTimeout(() => fail('It did not answer.'), helloTimeout);

    const take = (line: string): void => {
      const message = hostMessageSchema.safeParse(parseJson(line));
      if (!message.success) {
        said = `${said}\nNot a message: ${line.slice(0, 500)}`.slice(-lastWords);
        child.kill('SIGKILL');
        return;
      }
      if (ready) return listener.message(message.data);
      if (message.data.event !== 'hello') return fail('It spoke before saying hello.');
      clearTimeout(timer);
      ready = true;
      resolve({
        python: message.data.python,
        get alive() {
          return alive;
        },
        send: (request) => child.stdin.write(`${JSON.stringify(request)}\n`),
        async close() {
          child.stdin.end();
          const late = setTimeout(() => child.kill('SIGKILL'), endTimeout);
          await ended;
          clearTimeout(late);
        },
        kill: () => child.kill('SIGKILL'),
      });
    };
    const split = lineSplitter(longestLine, take);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!split(chunk)) child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-lastWords);
    });
    // Writing to a host that has just ended fails; its end is told by `close`.
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
    child.once('close', (code, signal) => {
      alive = false;
      clearTimeout(timer);
      const why = `It ended with ${signal ?? `exit code ${code}`}.`;
      if (ready) listener.ended(said === '' ? why : `${why}\n${said}`);
      else fail(why);
    });
  });
}

/** The machine's environment with the runtime package on the search path, before what the user has there. */
function hostVariables(packageFolder: string): NodeJS.ProcessEnv {
  const own = process.env['PYTHONPATH'];
  return { ...process.env, PYTHONPATH: own ? `${packageFolder}${delimiter}${own}` : packageFolder };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
