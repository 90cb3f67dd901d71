import os from 'node:os';
import { z } from 'zod';
import type { CheckResult } from '../../../../contract/index.ts';
import type { CheckedApplication, Surroundings } from '../types.ts';
import { createAskedWords } from './identities.ts';
import type { Identities } from './identities.ts';
import { maskLine, readLog } from './logLines.ts';
import { createMask } from './mask.ts';
import type { Mask } from './mask.ts';
import { maskSettings } from './maskSettings.ts';

/** Last errors of jobs that are told of each application. */
const mostErrors = 20;

const intro = [
  'For who helps you. Read it before you hand it on.',
  'Names, identifiers, dates of birth and UIDs of patients, paths of their files, and all secrets are left out or shown',
  'as •••. AE titles, addresses, names of services, and folders of this program stay.',
];

/** A report for who helps: what runs here, what the checks found, settings, counts, the end of the log. */
export async function buildReport(options: {
  surroundings: Surroundings;
  results: readonly CheckResult[];
  /** What the window knows beside the engine. */
  window: readonly string[];
  signal: AbortSignal;
}): Promise<{ text: string; fileName: string; maskedCount: number }> {
  const { surroundings, results, window, signal } = options;
  const applications = surroundings.applications();
  const log = await readLog(surroundings.logFile);
  /** The whole report, as somebody who knows these patients may tell it. */
  function tell(identities: Identities): { parts: [title: string, lines: readonly string[]][]; mask: Mask } {
    const mask = createMask({
      identities,
      folders: foldersOf(surroundings),
      known: knownNames(applications),
    });
    return {
      mask,
      parts: [
        ['This machine', machineLines(surroundings)],
        ['Window', window.map((line) => mask.text(line))],
        ['Checks', results.flatMap((result, index) => checkLines(result, index + 1, applications, mask))],
        ['Network', inJson(maskSettings(surroundings.network(), mask))],
        ...applications.map((one): [string, string[]] => [
          `Application ${mask.own(one.name)}`,
          applicationLines(one, mask),
        ]),
        ['End of the engine log', log.map((line) => maskLine(line, mask))],
      ],
    };
  }
  // Told twice: only the words that stand in it are looked for among the patients, of whom there may be a million.
  const asked = createAskedWords();
  tell(asked);
  const identities = await asked.lookUp(
    applications.flatMap(({ open }) => (open === null ? [] : [open.history])),
    signal,
  );
  const { parts, mask } = tell(identities);
  const now = new Date().toISOString();
  const body = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, '-'.repeat(title.length), ...lines, ''].join('\n'));
  return {
    text: [`DCM Processor ${surroundings.version}, report of ${now}`, ...intro, '', ...body].join('\n'),
    fileName: `dcm-processor-report-${now.slice(0, 16).replaceAll(/[:T]/g, '-')}.txt`,
    maskedCount: mask.count(),
  };
}

function machineLines({ version, startedAt }: Surroundings): string[] {
  const [cpu] = os.cpus();
  const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  return [
    `DCM Processor ${version}, engine since ${new Date(startedAt).toISOString()}`,
    `${os.type()} ${os.release()} ${os.arch()}`,
    `${os.cpus().length} cores, ${cpu?.model.trim() ?? 'unknown'}`,
    `Memory ${gigabytes(os.totalmem())}, ${gigabytes(os.freemem())} free; engine ${gigabytes(process.memoryUsage.rss())}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    `Time zone ${Intl.DateTimeFormat().resolvedOptions().timeZone}, locale ${Intl.DateTimeFormat().resolvedOptions().locale}`,
  ];
}

function checkLines(
  result: CheckResult,
  number: number,
  applications: readonly CheckedApplication[],
  mask: Mask,
): string[] {
  const { check, application, state, found, advice, facts } = result;
  const name = applications.find(({ id }) => id === application)?.name;
  return [
    `${number}. ${check}${name === undefined ? '' : ` (${mask.own(name)})`}: ${state}. ${mask.text(found)}`,
    ...(advice === null ? [] : [`   ${mask.text(advice)}`]),
    ...facts.map((fact) => `   ${mask.text(fact)}`),
  ];
}

function applicationLines({ folder, isStopped, problem, open }: CheckedApplication, mask: Mask): string[] {
  const state = open === null ? 'cannot be opened' : isStopped ? 'stopped' : 'runs';
  const head = [
    `${mask.own(folder)}: ${state}`,
    ...(problem === null ? [] : [`Problem: ${mask.text(problem.message)}`]),
  ];
  if (open === null) return head;
  const { history } = open;
  const schema = history.get<{ version: number }>('SELECT user_version AS version FROM pragma_user_version');
  const tables = history.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%data' ESCAPE '\\' ORDER BY name",
  );
  const jobs = history.all<{ state: string; jobs: number }>(
    'SELECT state, sum(n) AS jobs FROM job_run_count GROUP BY state',
  );
  const errors = history.all<{
    job_name: string;
    channel: string;
    error: string;
    finished_at: number | null;
  }>(
    `SELECT job_name, channel, error, finished_at FROM job_run WHERE state = 'failed' AND error IS NOT NULL
     ORDER BY key DESC LIMIT ${mostErrors}`,
  );
  return [
    ...head,
    `Schema ${schema?.version ?? '?'}, ${tables.length} tables: ${tables.map(({ name }) => name).join(', ')}`,
    `Job runs: ${jobs.map(({ state: name, jobs: count }) => `${count} ${name}`).join(', ') || 'none'}`,
    ...inJson(maskSettings(open.describe(), mask)),
    'Settings',
    ...inJson(maskSettings(open.options, mask)),
    ...(errors.length === 0 ? [] : ['Last errors of jobs, newest first']),
    ...errors.map(
      ({ job_name: job, channel, error, finished_at: at }) =>
        `${at === null ? '' : new Date(at).toISOString()} ${mask.own(job)} (${mask.own(channel)}): ${errorInWords(error, mask)}`,
    ),
  ];
}

const errorSchema = z.object({ type: z.string(), message: z.string() });

/** Kind and message of an error as the history has it; its traceback has lines of the service's own code. */
function errorInWords(stored: string, mask: Mask): string {
  const { type, message } = errorSchema.parse(JSON.parse(stored));
  return `${mask.own(type)}: ${mask.text(message)}`;
}

const inJson = (value: unknown) => JSON.stringify(value, null, 2).split('\n');

function foldersOf(surroundings: Surroundings): { folder: string; word: string }[] {
  return [
    { folder: surroundings.home, word: '<data home>' },
    { folder: os.tmpdir(), word: '<temporary files>' },
    ...surroundings
      .applications()
      .map(({ folder }, index) => ({ folder, word: `<application ${index + 1}>` })),
  ];
}

/** Names that people give to what is no patient; they are quoted in many sentences of ours. */
function knownNames(applications: readonly CheckedApplication[]): string[] {
  return applications.flatMap(({ name, open }) => [
    name,
    ...(open === null
      ? []
      : [
          open.options.scp.aeTitle,
          ...open.peers().map((peer) => peer.name),
          ...open.runtime.environments.map((environment) => environment.name),
          ...open.names(),
        ]),
  ]);
}
