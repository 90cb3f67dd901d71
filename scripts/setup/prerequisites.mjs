import { spawnSync } from 'node:child_process';
import { SetupError } from './report.mjs';

const oldestNode = 20;
/** @type {readonly [number, number]} */
const oldestPython = [3, 6];

/** Refuses a Node that cannot even run the set-up. */
export function requireNode(version = process.versions.node) {
  if (Number.parseInt(version, 10) >= oldestNode) return;
  throw new SetupError(
    `DCM Processor needs Node ${oldestNode} or newer, and this is Node ${version}: install a current one from https://nodejs.org and try again.`,
  );
}

/**
 * A Python that can run services, or the sentence that says there is none.
 * @param {readonly (readonly string[])[]} [commands] the commands to try, in order
 * @returns {string} its version
 */
export function requirePython(commands = pythonCommands()) {
  /** @type {string[]} */
  const found = [];
  for (const [command = '', ...args] of commands) {
    const version = pythonVersion(command, args);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1])) return version;
    found.push(`${command} is Python ${version}`);
  }
  const seen = found.length === 0 ? 'none was found' : found.join(', ');
  throw new SetupError(
    `DCM Processor needs Python ${oldestPython.join('.')} or newer to run services, and ${seen}: install one from https://www.python.org or your system's packages, or name one with DCM_PROCESSOR_PYTHON.`,
  );
}

/** @returns {readonly (readonly string[])[]} */
function pythonCommands() {
  const chosen = process.env['DCM_PROCESSOR_PYTHON'];
  if (chosen) return [[chosen]];
  return process.platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']];
}

/** @param {string} command @param {readonly string[]} args */
function pythonVersion(command, args) {
  const program = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  const answer = spawnSync(command, [...args, '-c', program], { encoding: 'utf8', timeout: 20_000 });
  return answer.status === 0 && /^\d+\.\d+\.\d+\s*$/.test(answer.stdout) ? answer.stdout.trim() : undefined;
}
