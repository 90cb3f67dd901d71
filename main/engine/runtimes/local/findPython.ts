import { execFile } from 'node:child_process';
import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';

/** Oldest Python that the runtime package runs on. */
const oldest = [3, 6] as const;
/** Time an interpreter has to say who it is, in milliseconds. */
const answerTimeout = 15_000;

/** Written for every Python there is, so that old ones can say that they are old. */
const question =
  'import sys, json; sys.stdout.write(json.dumps({"executable": sys.executable, "version": list(sys.version_info[:3])}))';

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

/** A command that may start a Python. */
interface Candidate {
  command: string;
  arguments: string[];
}

/** The commands to try, in order: an explicit choice is the only one where there is one. */
export function pythonCandidates(
  chosen: string | null,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Candidate[] {
  const named = chosen ?? env['DCM_PROCESSOR_PYTHON'];
  if (named) return [{ command: named, arguments: [] }];
  const onPath = ['python3', 'python'].map((command) => ({ command, arguments: [] }));
  return platform === 'win32' ? [{ command: 'py', arguments: ['-3'] }, ...onPath] : onPath;
}

/**
 * Finds the Python for an environment.
 * @throws EngineError `python-not-found`, saying for each that was tried why it will not do
 */
export async function findPython(chosen: string | null): Promise<Interpreter> {
  const refused: string[] = [];
  for (const candidate of pythonCandidates(chosen, process.platform, process.env)) {
    const found = await ask(candidate);
    if (typeof found !== 'string') return found;
    refused.push(`${[candidate.command, ...candidate.arguments].join(' ')}: ${found}`);
  }
  throw new EngineError(
    'python-not-found',
    chosen === null ? undefined : `The chosen Python "${chosen}" cannot be used.`,
    { details: refused.join('\n') },
  );
}

/** The interpreter behind a command, or why it will not do. */
function ask({ command, arguments: given }: Candidate): Promise<Interpreter | string> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...given, '-c', question],
      { timeout: answerTimeout, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout, stderr) => resolve(error === null ? judge(stdout) : describeFailure(error, stderr)),
    );
    child.stdin?.end();
  });
}

function judge(stdout: string): Interpreter | string {
  let said: unknown;
  try {
    said = JSON.parse(stdout);
  } catch {
    return 'it did not answer as a Python does';
  }
  const answer = answerSchema.safeParse(said);
  if (!answer.success) return 'it did not answer as a Python does';
  const [major, minor] = answer.data.version;
  const version = answer.data.version.join('.');
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return `it is Python ${version}; ${oldest.join('.')} or newer is needed`;
  }
  return { executable: answer.data.executable, version };
}

function describeFailure(error: Error & { code?: unknown; killed?: boolean }, stderr: string): string {
  if (error.code === 'ENOENT') return 'there is no such program';
  if (error.code === 'EACCES') return 'it may not be started';
  if (error.killed === true) return 'it did not answer';
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return `it could not be asked: ${last || error.message.split('\n')[0]}`;
}
