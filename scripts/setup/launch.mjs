import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';
import { inRoot, projectNode } from './paths.mjs';
import { SetupError } from './report.mjs';

/**
 * Runs one of the project's TypeScript programs under the project's own Node: in this process where it is that Node
 * already, so that a start costs nothing; else as a child whose end becomes the end of this process.
 * @param {string} program path inside the checkout
 * @param {readonly string[]} [args]
 */
export async function launch(program, args = process.argv.slice(2)) {
  const file = inRoot(...program.split('/'));
  // For the programs that this one starts as well; types are stripped and code is compiled once, not at every start.
  process.env['NODE_COMPILE_CACHE'] ??= inRoot('node_modules', '.cache', 'node-compile');
  if (realpathSync(process.execPath) !== realpathSync(projectNode)) {
    endAs(await runToEnd(projectNode, [file, ...args]));
    return;
  }
  module.enableCompileCache(process.env['NODE_COMPILE_CACHE']);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

/** How a child ended: with a code or by a signal. @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */

/**
 * Runs a program with this process's own input and output, handing on signals.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Ending>}
 */
export function runToEnd(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    /** @type {NodeJS.Signals[]} */
    const handedOn = ['SIGTERM', 'SIGHUP'];
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => child.kill(signal);
    // Control-C reaches the child from the terminal by itself; this process must outlive it to report its end.
    const stay = () => undefined;
    for (const signal of handedOn) process.on(signal, handOn);
    process.on('SIGINT', stay);
    const settle = () => {
      for (const signal of handedOn) process.off(signal, handOn);
      process.off('SIGINT', stay);
    };
    child.on('error', (error) => {
      settle();
      reject(new SetupError(`${command} could not be started.`, { details: error.message }));
    });
    child.on('close', (code, signal) => {
      settle();
      resolve({ code, signal });
    });
  });
}

/** Ends this process the way a child ended. @param {Ending} ending */
export function endAs({ code, signal }) {
  if (signal === null) process.exit(code ?? 1);
  process.kill(process.pid, signal);
  // A signal that this process cannot die of.
  process.exit(128 + constants.signals[signal]);
}
