import { jobRunStateSchema, runStateSchema } from '../../../contract/index.ts';
import type { ExportFormat, FoundPage, ListFilter, RouteOutput } from '../../../contract/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { retryInWords } from '../jobRules.ts';
import { errorsOf } from '../jobProblems.ts';
import { jobTitle } from '../jobTitle.ts';
import { absoluteFile, addFileOptions, tellWritten } from '../listFile.ts';
import type { FileOptions } from '../listFile.ts';
import { addFilterOptions, addJobOptions, filterOf } from '../listFilter.ts';
import type { FilterOptions } from '../listFilter.ts';
import { duration, shortened, table } from '../terminal/index.ts';

interface ListOptions extends FilterOptions, FileOptions {
  limit: number;
  cursor?: string;
  run?: string;
  jsonFile?: string;
}

type RunRow = RouteOutput<'runs.list'>['rows'][number];
type JobRow = RouteOutput<'job_runs.list'>['rows'][number];

/** `list runs` and `list jobs`: page by page, or all that is found into a file. */
export function addRunLists(list: CliCommand, environment: CommandEnvironment): void {
  const runs = list
    .command('runs')
    .description('runs, newest first')
    .example(
      'list runs --app Demo --state active',
      'list runs --modality CT --from 2026-05-01 --csv runs.csv',
    );
  complete(runs, 'runs', runStateSchema.options).action(
    environment.inApplication(async (tools, options: ListOptions) => {
      const of = await filterOf(tools.client, tools.application, 'runs', options);
      if (isExport(options)) return exportTo(tools, of, options);
      const { limit, cursor } = options;
      const { application } = tools;
      const page = await tools.client.request('runs.list', {
        application,
        ...(of.list === 'runs' ? of.filter : {}),
        limit,
        cursor,
      });
      return tell(tools, page, runHeaders, page.rows.map(runCells));
    }),
  );

  const jobs = list
    .command('jobs')
    .description('job runs, newest first')
    .example(
      'list jobs --app Demo --state failed --limit 20',
      'list jobs --state failed timed-out --text ValueError --csv failed.csv',
    )
    .option('--run <id>', 'only job runs of this run, by number or identifier');
  complete(jobs, 'job runs', jobRunStateSchema.options).action(
    environment.inApplication(async (tools, options: ListOptions) => {
      const of = await filterOf(tools.client, tools.application, 'job-runs', options);
      if (isExport(options)) return exportTo(tools, of, options);
      const { run, limit, cursor } = options;
      const { application } = tools;
      const page = await tools.client.request('job_runs.list', {
        application,
        ...(of.list === 'job-runs' ? of.filter : {}),
        run,
        limit,
        cursor,
      });
      const errors = tools.output.json ? new Map() : await errorsOf(tools.client, application, page.rows);
      return tell(
        tools,
        page,
        jobHeaders,
        page.rows.map((job) => jobCells(job, errors.get(job.id))),
      );
    }),
  );
}

function complete(command: CliCommand, what: string, states: readonly string[]): CliCommand {
  addJobOptions(command, what, states);
  addFilterOptions(command, what)
    .details('See [lists](#lists) for how filters work and what the columns of a file are.')
    .json('rows', 'nextCursor', 'total', 'isTotalExact', 'written (with --csv or --json-file, alone)')
    .onApplication()
    .option('--limit <number>', 'rows at most', wholeNumber, 100)
    .option('--cursor <text>', 'nextCursor of the page before');
  return addFileOptions(command, 'all that is found').option(
    '--json-file <file>',
    'write it as an array of JSON objects, one a line',
    absoluteFile,
  );
}

function isExport({ csv, jsonFile }: ListOptions): boolean {
  return csv !== undefined || jsonFile !== undefined;
}

async function exportTo(
  { client, application, output }: ApplicationTools,
  of: ListFilter,
  { csv, jsonFile, run, replace = false, bom = true }: ListOptions,
): Promise<true> {
  if (csv !== undefined && jsonFile !== undefined) {
    throw new UsageError('Name one file: with --csv or with --json-file.');
  }
  if (run !== undefined) {
    throw new UsageError('A file holds the job runs of all runs: leave out --run, or use --json.');
  }
  const file = csv ?? jsonFile ?? '';
  const format: ExportFormat = csv === undefined ? 'json' : 'csv';
  const request = { application, of, format, file, replace, byteOrderMark: bom };
  return tellWritten(output, file, await client.request('history.export', request));
}

function tell<Row>(
  { output }: ApplicationTools,
  page: FoundPage<Row>,
  headers: string[],
  cells: string[][],
): true {
  const { rows, total, isTotalExact, nextCursor } = page;
  const of = isTotalExact ? ` of ${total}` : '';
  const more = nextCursor === null ? '' : `\n${rows.length}${of}; go on with --cursor ${nextCursor}`;
  output.result(page, table(headers, cells) + more);
  return true;
}

const runHeaders = ['RUN', 'VERSION', 'STATE', 'PATIENT ID', 'SERIES', 'INSTANCES', 'JOBS', 'ID'];
const runCells = (run: RunRow): string[] => [
  String(run.number),
  String(run.version),
  run.state,
  shortened(run.PatientID),
  String(run.seriesCount),
  String(run.instanceCount),
  Object.entries(run.jobCounts)
    .map(([state, n]) => `${n} ${state}`)
    .join(', '),
  run.id,
];

const jobHeaders = ['RUN', 'JOB', 'STATE', 'DURATION', 'PATIENT ID', 'REASON', 'ID'];
const jobCells = (job: JobRow, error: string | undefined): string[] => [
  String(job.runNumber),
  jobTitle(job),
  job.state,
  duration(job.startedAt === null || job.finishedAt === null ? null : job.finishedAt - job.startedAt),
  shortened(job.PatientID),
  job.reason?.message ?? (error === undefined ? retryInWords(job) : shortened(error)),
  job.id,
];
