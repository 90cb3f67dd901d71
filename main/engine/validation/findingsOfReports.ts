import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import type { ModuleFunctions, NamedFunction } from './functions.ts';
import type { LookedAtFunction, Report } from './report.ts';

const settingsFile = 'registry/settings.json';
/** What exceptions say beyond this is no sentence for people. */
const longest = 1000;

/** Where functions were looked for. */
export interface LookedIn {
  role: 'callbacks' | 'jobs';
  /** In a sentence: `the environment "local" (Python 3.11.7)`. */
  words: string;
  /** The service says in its requirements.txt what it needs, and not all of it is there. */
  lacksRequirements: boolean;
}

/** What reports say is wrong, by the jobs that name the functions; what a whole module has is said once. */
export function findingsOfReports(
  modules: readonly ModuleFunctions[],
  reports: readonly Report[],
  where: LookedIn,
): Finding[] {
  const seen = new Set<string>();
  return modules.flatMap(({ module, functions }, index) => {
    const report = reports[index];
    const [first] = functions;
    if (report === undefined || first === undefined || 'unavailable' in report) return [];
    if ('broken' in report) {
      const { code, message } = report.broken;
      return [
        atJob(
          'error',
          code,
          `${inWords(where, first)}: ${message} Looked for "${module}" in ${where.words}.`,
          first,
        ),
      ];
    }
    return functions.flatMap((one) => {
      const problem = report.functions.find(({ name }) => name === one.name)?.problem ?? null;
      if (problem === null || seen.has(`${problem.code} ${problem.message}`)) return [];
      seen.add(`${problem.code} ${problem.message}`);
      return [ofProblem(problem, one, where)];
    });
  });
}

function ofProblem(
  problem: NonNullable<LookedAtFunction['problem']>,
  one: NamedFunction,
  where: LookedIn,
): Finding {
  const isMissing = problem.code === 'module-missing';
  const severity = isMissing && where.lacksRequirements ? 'warning' : 'error';
  const said = problem.message.length > longest ? `${problem.message.slice(0, longest)}…` : problem.message;
  const found = atJob(severity, problem.code, `${inWords(where, one)}: ${said}`, one);
  const advice = isMissing ? adviceOf(problem.module ?? '', where) : null;
  if (problem.file === null) return { ...found, advice };
  const part = where.role === 'callbacks' ? 'registry' : 'module';
  return { ...found, advice, file: `${part}/${problem.file}`, line: problem.line };
}

function adviceOf(module: string, where: LookedIn): string {
  return where.role === 'callbacks'
    ? `Callbacks run in ${where.words}: install the package that has "${module}" there, or import it in the worker function only.`
    : `Install the package that has "${module}" into ${where.words}.`;
}

function atJob(severity: Finding['severity'], code: string, message: string, one: NamedFunction): Finding {
  return finding(severity, code, message, { file: settingsFile, field: one.field, line: one.line });
}

function inWords({ role }: LookedIn, { name, jobName }: NamedFunction): string {
  return `Job "${jobName}", ${role === 'callbacks' ? 'callback' : 'worker function'} "${name}"`;
}
