import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { EngineClient, JobRunDetail, RunDetail } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { followRuns, followTask, runsAfter } from '../../link/index.ts';
import { errorInWords } from '../jobProblems.ts';
import { writeResults } from '../results.ts';
import { withEngine } from '../session.ts';
import { findingText } from '../workerText.ts';
import { duration, printable, table } from '../terminal/index.ts';
import type { Ended, Output } from '../terminal/index.ts';
import { notesInWords, notesOf, summary } from './import.ts';

interface RunOptions {
  service: string[];
  input: string[];
  out?: string;
  python?: string;
}

/** Quiet time of the throw-away application: processing begins when the import has ended, never earlier. */
const quietSeconds = 86_400;

/** Reasons for which a job is rightly not run: its author decided so. */
const wantedSkips = new Set(['callback-declined', 'disabled']);

/** Warnings that do not make a try fail. */
const harmlessWarnings = new Set(['no-jobs', 'callback-remark', 'patient-id-changed']);

/** `run`: service folders over DICOM, once, in a throw-away application. */
export function addRunCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('run')
    .description('try service folders on DICOM once, in a throw-away application')
    .details('See [trying a service](#trying-a-service).')
    .json('succeeded', 'task', 'notes', 'runs', 'jobs', 'out')
    .requiredOption('-s, --service <folders...>', 'service folder; may be given several times')
    .requiredOption('-i, --input <paths...>', 'DICOM files, folders, ZIP or tar archives')
    .option('--out <folder>', 'keep result files, logs and a report there')
    .option('--python <file>', 'Python interpreter (default: found on this machine)')
    .example('run --service ./segmentation --input ./study --out ./results')
    .action(
      environment.action(async ({ output }, options: RunOptions) => {
        const home = await mkdtemp(path.join(os.tmpdir(), 'dcm-processor-run-'));
        let interrupt: () => void = () => undefined;
        const interruption = new Promise<never>((_, reject) => {
          interrupt = () => reject(new EngineError('cancelled', 'It was interrupted.'));
        });
        // It may come before anything waits for it.
        interruption.catch(() => undefined);
        // Until the home is gone: a second one would end the program at once and leave it.
        process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
        try {
          // Within the link: the engine has ended before its home goes.
          return await withEngine(home, (client) =>
            Promise.race([interruption, runOnce(client, options, output)]),
          );
        } finally {
          await rm(home, { recursive: true, force: true, maxRetries: 5 });
          process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt);
        }
      }),
    );
}

async function runOnce(client: EngineClient, options: RunOptions, output: Output): Promise<Ended> {
  const { id: application } = await client.request('applications.create', {
    name: 'run',
    options: { quietSeconds, python: options.python ?? null },
  });
  for (const folder of options.service) {
    const service = await client.request('services.install', { application, path: path.resolve(folder) });
    for (const finding of service.findings) output.note(findingText(finding));
  }
  const started = await client.request('imports.start', {
    application,
    paths: options.input.map((one) => path.resolve(one)),
  });
  const task = await followTask(client, application, started, output);
  const notes = await notesOf(client, application, task);
  for (const line of notesInWords(notes)) output.note(line);
  if (task.state !== 'succeeded') throw new EngineError('disk-failed', task.problem ?? 'The import failed.');
  if ((task.counts.new ?? 0) === 0) {
    throw new EngineError('nothing-to-import', 'There is no DICOM instance in the input.', {
      details: notes.map((note) => `${note.path}: ${note.reason}`).join('\n'),
    });
  }

  await client.request('arrivals.process_now', { application });
  await followRuns(client, application, output);
  const runs = await runsAfter(client, application, 0);
  const jobs: JobRunDetail[] = [];
  for (const { jobRuns } of runs) {
    for (const { id } of jobRuns)
      jobs.push(await client.request('job_runs.get', { application, jobRun: id }));
  }
  const succeeded =
    jobs.every(wentWell) &&
    runs.every((run) => run.warnings.every((warning) => harmlessWarnings.has(warning.code)));
  const report = { succeeded, task, notes, runs: runs.map(lasting), jobs: jobs.map(lasting) };
  const outFolder = options.out === undefined ? null : path.resolve(options.out);
  if (outFolder !== null) await writeResults(client, { application, outFolder, runs, jobs, report });

  const text = describe(runs, jobs, summary(task), outFolder);
  const problem = succeeded ? null : new EngineError('job-failed', firstProblem(runs, jobs));
  return output.verdict({ ...report, out: outFolder }, text, problem);
}

/** What is worth reporting of a run or job run: its folders go with the throw-away application. */
function lasting(entry: RunDetail | JobRunDetail): object {
  return Object.fromEntries(
    Object.entries(entry).filter(([name]) => !['folder', 'dataFolder', 'jobRuns'].includes(name)),
  );
}

/** Succeeded, or rightly not run. */
function wentWell(job: JobRunDetail): boolean {
  return (
    job.state === 'succeeded' ||
    (job.state === 'skipped' && job.reason !== null && wantedSkips.has(job.reason.code))
  );
}

function firstProblem(runs: readonly RunDetail[], jobs: readonly JobRunDetail[]): string {
  const job = jobs.find((one) => !wentWell(one));
  if (job === undefined) return runs.flatMap((run) => run.warnings)[0]?.message ?? 'Not every job succeeded.';
  return `Job "${job.jobName}" ${job.state}: ${problemOf(job) ?? ''}`;
}

/** What went wrong with a job, in one line. */
function problemOf(job: JobRunDetail): string | undefined {
  if (job.error === null) return job.reason?.message;
  return errorInWords(job.error);
}

function describe(
  runs: readonly RunDetail[],
  jobs: readonly JobRunDetail[],
  imported: string,
  out: string | null,
): string {
  const rows = jobs.map((job) => [
    String(job.runNumber),
    job.jobName,
    job.state,
    duration(job.startedAt === null || job.finishedAt === null ? null : job.finishedAt - job.startedAt),
    problemOf(job) ?? (JSON.stringify(job.result) ?? '').slice(0, 80),
  ]);
  const errors = jobs
    .filter((job) => job.error !== null)
    .map(
      (job) => `\n\n${job.jobName}: ${job.error?.type}: ${job.error?.message}\n${job.error?.traceback ?? ''}`,
    );
  const warnings = runs
    .flatMap((run) => run.warnings)
    .map((warning) => `\nWarning: ${printable(warning.message)}`);
  const where = out === null ? '\nResult files are not kept; use --out FOLDER.' : `\nResults: ${out}`;
  return `${imported}\n\n${table(['RUN', 'JOB', 'STATE', 'DURATION', 'RESULT'], rows)}${errors.join('')}${warnings.join('')}${where}`;
}
