import { Option } from 'commander';
import { daySchema } from '../../../contract/index.ts';
import type { RouteInput, RouteOutput, Statistics } from '../../../contract/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { addFileOptions, tellWritten } from '../listFile.ts';
import type { FileOptions } from '../listFile.ts';
import { duration, printable, shortened, table } from '../terminal/index.ts';

interface StatisticsOptions extends FileOptions {
  from?: string;
  to?: string;
  by?: Statistics['by'];
  service?: string;
  job?: string;
}

/** Days that are told where none is named, today among them. */
const usualDays = 7;

/** `statistics`: what an application did in a period. */
export function addStatisticsCommand(program: CliCommand, environment: CommandEnvironment): void {
  const statistics = program
    .command('statistics')
    .description('what was done in a period: throughput, durations, waiting, failures and their reasons')
    .details(
      'Days are those of the clock of the machine that the engine runs on, weeks begin on Monday. Durations are to within 5 %: p50 is the middle one, 95 % stay under p95. Numbers and paths in reasons are left out, so that like failures are one. --csv writes a line for each figure; see [lists](#lists).',
    )
    .example(
      'statistics --app Demo',
      'statistics --from 2026-05-01 --to 2026-05-31 --by week --service lung --json',
      'statistics --app Demo --csv ./week.csv',
    )
    .json('statistics', 'written (with --csv, alone)')
    .onApplication()
    .option('--from <day>', 'first day, as 2026-05-01 (default: six days ago)')
    .option('--to <day>', 'last day (default: today)')
    .addOption(
      new Option('--by <unit>', 'length of the parts').choices(['hour', 'day', 'week']).default('day'),
    )
    .option('--service <name>', 'only its jobs')
    .option('--job <name>', 'only this job');
  addFileOptions(statistics, 'all figures').action(
    environment.inApplication(async (tools, options: StatisticsOptions) => {
      const { output, client, application } = tools;
      const period = {
        application,
        from: dayIn(options.from, '--from') ?? dayBefore(usualDays - 1),
        to: dayIn(options.to, '--to') ?? dayBefore(0),
        by: options.by,
        service: options.service,
        jobName: options.job,
      };
      if (options.csv !== undefined) return exportTo(tools, period, options.csv, options);
      const statistics = await client.request('statistics.get', period);
      output.result({ statistics }, describe(statistics));
      return true;
    }),
  );
}

async function exportTo(
  { client, output }: ApplicationTools,
  period: RouteInput<'statistics.get'>,
  file: string,
  { replace = false, bom = true }: StatisticsOptions,
): Promise<true> {
  const request = { ...period, file, replace, byteOrderMark: bom };
  return tellWritten(output, file, await client.request('statistics.export', request));
}

function dayIn(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  if (!daySchema.safeParse(text).success)
    throw new UsageError(`${option} is no day: ${printable(text)}. Write it as 2026-05-01.`);
  return text;
}

/** A day of this machine's clock. */
function dayBefore(days: number): string {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

function describe({
  by,
  intervals,
  jobs,
  failures,
  reasons,
  reasonsOf,
}: RouteOutput<'statistics.get'>): string {
  const when = (at: number) =>
    by === 'hour' ? new Date(at).toLocaleString() : new Date(at).toLocaleDateString();
  const parts = [
    table(
      [
        by.toUpperCase(),
        'RUNS',
        'STUDIES',
        'RUNS DONE',
        'RUNS FAILED',
        'JOBS DONE',
        'JOBS FAILED',
        'QUEUED P50',
        'P95',
      ],
      intervals.map((one) => [
        when(one.at),
        ...[one.runs, one.studies, one.runsSucceeded, one.runsFailed, one.succeeded, one.failed].map(String),
        duration(one.queued?.p50Ms ?? null),
        duration(one.queued?.p95Ms ?? null),
      ]),
    ),
    table(
      ['JOB', 'SERVICE', 'DONE', 'FAILED', 'TOOK P50', 'P95', 'QUEUED P50', 'P95'],
      jobs.map(({ jobName, service, succeeded, failed, took, queued }) => [
        shortened(jobName),
        service ?? '',
        String(succeeded),
        String(failed),
        ...[took, queued].flatMap((one) => [duration(one?.p50Ms ?? null), duration(one?.p95Ms ?? null)]),
      ]),
    ),
  ];
  if (failures.some(({ failed }) => failed > 0)) {
    const whole = reasonsOf.isAll ? '' : ` (of the last ${reasonsOf.count} that failed)`;
    parts.push(
      table(
        ['SERVICE', 'ENDED', 'FAILED'],
        failures.map(({ service, ended, failed }) => [service ?? '', String(ended), String(failed)]),
      ),
      `Most frequent reasons${whole}:\n${table(
        ['COUNT', 'JOB', 'REASON', 'LAST JOB RUN'],
        reasons.map(({ count, jobName, reason, jobRun }) => [
          String(count),
          shortened(jobName),
          reason,
          jobRun,
        ]),
      )}`,
    );
  }
  return parts.join('\n\n');
}
