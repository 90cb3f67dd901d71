import { findPython } from '../../runtimes/index.ts';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { Check, CheckedApplication } from '../types.ts';

/** The Python that runs jobs, and the environments that are made with it. */
export const pythonCheck: Check<CheckedApplication> = {
  id: 'python',
  limitMs: 60_000,
  async look({ open, isStopped }) {
    if (open === null) return { state: 'unused', found: 'The application is not open.' };
    const { runtime, options } = open;
    const environments = runtime.environments.map(
      ({ name, description, slots }) => `${name}: ${description}, ${slots} at once`,
    );
    if (options.runtime === 'docker')
      return runtime.problem === null
        ? { state: 'ok', found: 'Jobs run in containers.', facts: environments }
        : { state: 'failed', found: runtime.problem, facts: [...environments, ...lines(runtime.details)] };
    const python = await findPython(options.python).catch((cause: unknown) => toEngineError(cause));
    if ('code' in python)
      return {
        state: 'failed',
        found: python.message,
        advice: [python.advice ?? '', isStopped ? '' : interrupts].join(' ').trim() || null,
        command: installCommand(),
        fix: isStopped ? null : 'find-python',
        facts: lines(python.details ?? null),
      };
    const facts = [`${python.executable}, version ${python.version}`, ...environments];
    if (runtime.problem !== null && !isStopped)
      return {
        state: 'failed',
        found: runtime.problem,
        advice: `Python ${python.version} is there: begin the environment with it. ${interrupts}`,
        fix: 'find-python',
        facts: [...facts, ...lines(runtime.details)],
      };
    return { state: 'ok', found: `Python ${python.version} runs jobs.`, facts };
  },
  fixes: {
    'find-python'({ id, isStopped }, { surroundings }) {
      // It would start what somebody has stopped.
      if (isStopped) throw new EngineError('check-without-fix');
      return surroundings.reopen(id, false);
    },
  },
};

const interrupts = 'Looking for it again interrupts jobs that run; they begin anew.';
const lines = (details: string | null) => (details === null ? [] : details.split('\n').slice(0, 20));

/** How Python is installed on this system, to be run by a person. */
function installCommand(): string | null {
  if (process.platform === 'darwin') return 'brew install python3';
  if (process.platform === 'win32') return 'winget install Python.Python.3.12';
  return process.platform === 'linux' ? 'sudo apt-get install python3' : null;
}
