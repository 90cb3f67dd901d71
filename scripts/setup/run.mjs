import { spawn } from 'node:child_process';
import { basename, delimiter, dirname } from 'node:path';
import { SetupError } from './report.mjs';

/** How much of a failed tool's output is worth showing. */
const shownLines = 20;

/**
 * Runs a tool to its end and gives back its standard output; what it printed is shown only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, failure: string, timeoutMs?: number, shell?: boolean }} options
 *   `failure`: the sentence of the `SetupError` when the tool cannot be started, ends with another code than 0 or takes too long
 * @returns {Promise<string>}
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: options.shell ?? false,
      timeout: options.timeoutMs,
    });
    let stdout = '';
    let everything = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      everything += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      everything += text;
    });
    child.on('error', (error) => reject(new SetupError(options.failure, { details: error.message })));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(stdout);
      const lines = everything.trimEnd().split('\n').slice(-shownLines);
      lines.push(`(${basename(command)} ended with ${signal ?? `code ${code}`})`);
      return reject(new SetupError(options.failure, { details: lines.join('\n') }));
    });
  });
}

/**
 * Runs the npm that runs us, or else the one on PATH.
 * @param {readonly string[]} args constants and paths of our own only: on Windows npm is a batch file and needs a shell
 * @param {{ cwd: string, failure: string }} options
 */
export function npm(args, options) {
  const running = process.env['npm_execpath'];
  if (running && basename(running) === 'npm-cli.js')
    return run(process.execPath, [running, ...args], options);
  const windows = process.platform === 'win32';
  return run(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
}

/** The environment in which `node` means the given executable. @param {string} executable */
export function withNodeFirst(executable) {
  return { ...process.env, PATH: `${dirname(executable)}${delimiter}${process.env['PATH'] ?? ''}` };
}
