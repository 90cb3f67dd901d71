import { Option } from 'commander';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { jobRunStateSchema } from '../../../contract/index.ts';
import type { JobRunChoice, JobRunState } from '../../../contract/index.ts';

/** Most ids that one request names. */
const perRequest = 500;

/** Options by which job runs are chosen. */
export interface ChoiceOptions {
  app?: string;
  job?: string[];
  run?: string[];
  service?: string;
  jobName?: string;
  state?: JobRunState[];
}

/** Adds the options by which job runs are chosen; several of them narrow the choice. */
export function addChoiceOptions(command: CliCommand): CliCommand {
  return command
    .option('-a, --app <name>', 'application')
    .option('--job <ids...>', 'job runs by their identifiers, as in list jobs')
    .option('--run <ids...>', 'all of these runs, as in list runs')
    .option('--service <name>', 'all of a service')
    .option('--job-name <name>', 'all with this job name')
    .addOption(new Option('--state <states...>', 'only in these states').choices(jobRunStateSchema.options));
}

/** Adds `job ID…` and `run ID…` to a verb that chooses job runs by options as well. */
export function addChoiceNouns(verb: CliCommand, does: string, complete: (noun: CliCommand) => void): void {
  for (const [name, what] of [
    ['job', 'job runs'],
    ['run', 'job runs of whole runs'],
  ] as const) {
    const noun = verb
      .command(name)
      .description(`${does} ${what} by their identifiers`)
      .details(`The same as ${verb.name()} --${name}. See [cancel and requeue](#cancel-and-requeue).`)
      .example(`${verb.name()} ${name} 01JD… --app Demo`)
      .argument('<ids...>', `identifiers, as in list ${name}s`)
      .onApplication();
    complete(noun);
  }
}

/**
 * What was chosen, in parts that one request takes.
 * @throws UsageError where nothing is named
 */
export function choicesOf(options: ChoiceOptions, what: string): JobRunChoice[] {
  const { job, run, service, jobName, state } = options;
  if ([job, run, service, jobName].every((one) => one === undefined)) {
    throw new UsageError(
      `Say what is to be ${what} with --job ID, --run ID, --service NAME or --job-name NAME.`,
      { advice: 'List job runs with their identifiers: dcm-processor list jobs' },
    );
  }
  const rest = {
    ...(service === undefined ? {} : { service }),
    ...(jobName === undefined ? {} : { jobName }),
    ...(state === undefined ? {} : { states: state }),
  };
  const jobs = job === undefined ? [{}] : inParts(job).map((jobRuns) => ({ jobRuns }));
  const runs = run === undefined ? [{}] : inParts(run).map((part) => ({ runs: part }));
  return jobs.flatMap((some) => runs.map((others) => ({ ...some, ...others, ...rest })));
}

function inParts(ids: readonly string[]): string[][] {
  const different = [...new Set(ids)];
  const parts: string[][] = [];
  for (let at = 0; at < different.length; at += perRequest) parts.push(different.slice(at, at + perRequest));
  return parts;
}
