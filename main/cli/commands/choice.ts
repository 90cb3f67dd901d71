import { Option } from 'commander';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { jobRunStateSchema } from '../../../contract/index.ts';
import type { EngineClient, JobRunChoice, JobRunFilter, JobRunState } from '../../../contract/index.ts';
import type { ApplicationTools } from '../environment.ts';
import { inParts } from '../inParts.ts';
import { addFilterOptions, filterOf } from '../listFilter.ts';
import type { FilterOptions } from '../listFilter.ts';

/** Most ids that one request names. */
const perRequest = 500;

/** Options by which job runs are chosen. */
export interface ChoiceOptions extends Omit<FilterOptions, 'state'> {
  app?: string;
  job?: string[];
  run?: string[];
  service?: string;
  jobName?: string;
  state?: JobRunState[];
}

/** Adds the options by which job runs are chosen; several of them narrow the choice. */
export function addChoiceOptions(command: CliCommand): CliCommand {
  command
    .option('-a, --app <name>', 'application')
    .option('--job <ids...>', 'job runs by their identifiers, as in list jobs')
    .option('--run <ids...>', 'all of these runs, by number or identifier')
    .option('--service <name>', 'all of a service')
    .option('--job-name <name>', 'all with this job name')
    .addOption(new Option('--state <states...>', 'only in these states').choices(jobRunStateSchema.options));
  return addFilterOptions(command, 'job runs');
}

/** Adds `job ID…` and `run ID…` to a verb that chooses job runs by options as well. */
export function addChoiceNouns(verb: CliCommand, does: string, complete: (noun: CliCommand) => void): void {
  for (const [name, what] of [
    ['job', 'job runs'],
    ['run', 'job runs of whole runs'],
  ] as const) {
    const noun = verb
      .command(name)
      .description(`${does} ${what} by their identifiers${name === 'run' ? ' or numbers' : ''}`)
      .details(`The same as ${verb.name()} --${name}. See [cancel and requeue](#cancel-and-requeue).`)
      .example(`${verb.name()} ${name} ${name === 'run' ? '4' : '01JD…'} --app Demo`)
      .argument('<ids...>', `${name === 'run' ? 'numbers or ' : ''}identifiers, as in list ${name}s`)
      .onApplication();
    complete(noun);
  }
}

/**
 * What was chosen, in parts that one request takes.
 * @throws UsageError where nothing is named, EngineError `not-found`
 */
export async function choicesOf(
  { client, application }: Pick<ApplicationTools, 'client' | 'application'>,
  options: ChoiceOptions,
  what: string,
): Promise<JobRunChoice[]> {
  const { job, run, service, jobName, state } = options;
  const found = await foundBy(client, application, options);
  if ([job, run, service, jobName, found].every((one) => one === undefined)) {
    throw new UsageError(
      `Say what is to be ${what} with --job ID, --run ID, --service NAME or --job-name NAME, or by what a list finds it.`,
      { advice: 'List job runs with their identifiers: dcm-processor list jobs' },
    );
  }
  const rest = {
    ...(service === undefined ? {} : { service }),
    ...(jobName === undefined ? {} : { jobName }),
    ...(state === undefined ? {} : { states: state }),
    ...(found === undefined ? {} : { found }),
  };
  const jobs = job === undefined ? [{}] : inParts(job, perRequest).map((jobRuns) => ({ jobRuns }));
  const runs = run === undefined ? [{}] : inParts(run, perRequest).map((part) => ({ runs: part }));
  return jobs.flatMap((some) => runs.map((others) => ({ ...some, ...others, ...rest })));
}

/** What a list finds by the options that only lists have; undefined where none is given. */
async function foundBy(
  client: EngineClient,
  application: string,
  { channel, modality, from, to, text, filter, service, jobName, state }: ChoiceOptions,
): Promise<JobRunFilter | undefined> {
  // Those that choose without a list stand beside what it finds; with a saved filter they must not contradict it.
  const options = { channel, modality, from, to, text, filter, ...(filter && { service, jobName, state }) };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (given.length === 0) return undefined;
  const of = await filterOf(client, application, 'job-runs', Object.fromEntries(given));
  return of.list === 'job-runs' ? of.filter : undefined;
}
