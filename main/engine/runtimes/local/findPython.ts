import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';
import { platformOf } from './platform.ts';
import type { PythonCommand } from './platform.ts';

/** Oldest Python that the runtime package runs on. */
const oldest = [3, 6] as const;
/** Time an interpreter has to say who it is, in milliseconds. */
const answerTimeout = 15_000;

/** Written for every Python there is, so that old ones can say that they are old. */
const question =
  'import sys, json; sys.stdout.write("\\n" + json.dumps({"executable": sys.executable, "version": list(sys.version_info[:3])}))';

const answerSchema = z.object({
  executable: z.string().min(1),
  version: z.tuple([z.number(), z.number(), z.number()]),
});

/** A Python that jobs can run with. */
export interface Interpreter {
  /** Absolute path of the interpreter itself, behind whatever shim or launcher found it. */
  executable: string;
  /** E.g. `3.11.7`. */
  version: string;
}

/** The commands to try, in order: an explicit choice is the only one where there is one. */
export function pythonCandidates(
  chosen: string | null,
  system: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): PythonCommand[] {
  const named = chosen ?? env['DCM_PROCESSOR_PYTHON'];
  if (named) return [{ command: named, arguments: [] }];
  return platformOf(system).pythonCommands(env);
}

/**
 * Finds the Python for an environment.
 * @param chosen the setting, or null
 * @throws EngineError `python-not-found`, saying for each that was tried why it will not do
 */
export async function findPython(
  chosen: string | null,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Interpreter> {
  const named = chosen ?? env['DCM_PROCESSOR_PYTHON'];
  const refused: string[] = [];
  for (const candidate of pythonCandidates(chosen, process.platform, env)) {
    // A search path has many folders; those without a Python are not worth a line.
    if (!named && path.isAbsolute(candidate.command) && !(await isThere(candidate.command))) continue;
    const answer = await ask(candidate, env);
    if ('executable' in answer) return answer;
    refused.push(`${[candidate.command, ...candidate.arguments].join(' ')}: ${answer.refusal}`);
  }
  const details = refused.join('\n') || 'There is no python3 and no python in the folders of PATH.';
  throw new EngineError('python-not-found', messageFor(chosen, named), { details });
}

function messageFor(chosen: string | null, named: string | undefined): string | undefined {
  if (chosen !== null) return `The chosen Python "${chosen}" cannot be used.`;
  return named ? `The Python "${named}" that DCM_PROCESSOR_PYTHON names cannot be used.` : undefined;
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file, constants.F_OK);
    return true;
  } catch {
    return false;
  }
}

/** The interpreter behind a command, or why it will not do. */
function ask(
  { command, arguments: given }: PythonCommand,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Interpreter | { refusal: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...given, '-c', question],
      { timeout: answerTimeout, killSignal: 'SIGKILL', windowsHide: true, env: { ...env } },
      (error, stdout, stderr) =>
        resolve(error === null ? judge(stdout) : { refusal: describeFailure(error, stderr) }),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
  });
}

function judge(stdout: string): Interpreter | { refusal: string } {
  // Modules that the machine loads into every Python may print before the answer.
  const answer = answerSchema.safeParse(parseJson(stdout.trim().split('\n').at(-1) ?? ''));
  if (!answer.success) return { refusal: 'it did not answer as a Python does' };
  const [major, minor] = answer.data.version;
  const version = answer.data.version.join('.');
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return { refusal: `it is Python ${version}; ${oldest.join('.')} or newer is needed` };
  }
  return { executable: answer.data.executable, version };
}

function describeFailure(error: Error & { code?: unknown; killed?: boolean }, stderr: string): string {
  if (error.code === 'ENOENT') return 'there is no such program';
  if (error.code === 'EACCES') return 'it may not be started';
  if (error.killed === true) return `it did not answer within ${answerTimeout / 1000} s`;
  const last = stderr.trim().split('\n').at(-1) ?? '';
  // What Windows puts in place of Python only opens its store, or says nothing at all.
  return `it could not be asked: ${last || `it ended with ${String(error.code)} and said nothing`}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
