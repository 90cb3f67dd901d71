import { InvalidArgumentError, Option } from 'commander';
import { EngineError } from '../../contract/index.ts';
import type { EngineClient, JobRunFilter, ListFilter, RunFilter } from '../../contract/index.ts';
import { UsageError } from './frame/index.ts';
import type { CliCommand } from './frame/index.ts';

/** Options by which a list is narrowed. */
export interface FilterOptions {
  state?: string[];
  service?: string;
  jobName?: string;
  channel?: string;
  modality?: string;
  from?: number;
  to?: number;
  text?: string;
  filter?: string;
}

/** Adds options by which runs and job runs are found; several of them narrow the list. */
export function addFilterOptions(command: CliCommand, what: string): CliCommand {
  return command
    .option('--channel <name>', `only ${what} of this channel`)
    .option('--modality <modality>', `only ${what} with images of this modality, such as CT`)
    .option('--from <day>', `only ${what} planned on this day or later, such as 2026-05-31`, startOfDay)
    .option('--to <day>', `only ${what} planned on this day or earlier`, endOfDay)
    .option('--text <words>', `only ${what} with these words in patient, study or error`)
    .option(
      '--filter <name>',
      'as this saved filter says, see list filters; other options narrow it further',
    );
}

/** Adds `--service` and `--job-name`, which verbs that choose have already. */
export function addJobOptions(command: CliCommand, what: string, states: readonly string[]): CliCommand {
  return command
    .addOption(new Option('--state <states...>', `only ${what} in these states`).choices(states))
    .option('--service <name>', `only ${what} of this service`)
    .option('--job-name <name>', `only ${what} with this job name`);
}

/**
 * The filter that options say, within the saved one that they name.
 * @throws EngineError `not-found`, UsageError where nothing can be found by both
 */
export async function filterOf(
  client: EngineClient,
  application: string,
  list: ListFilter['list'],
  { filter: saved, state, ...given }: FilterOptions,
): Promise<ListFilter> {
  const { service, jobName, channel, modality, from, to, text } = given;
  const own: Fields = Object.fromEntries(
    Object.entries({ service, jobName, channel, modality, from, to, text, states: state }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const both =
    saved === undefined ? own : narrowed(saved, await savedFilter(client, application, list, saved), own);
  // What is no state of that list is refused by the engine, which checks every filter.
  return list === 'runs' ? { list, filter: both as RunFilter } : { list, filter: both as JobRunFilter };
}

/** The fields of a filter, of whichever list. */
type Fields = Omit<JobRunFilter, 'states'> & { states?: readonly string[] };

const options = { service: '--service', jobName: '--job-name', channel: '--channel', modality: '--modality' };

/** What both a saved filter and options find: never more than the filter alone. @throws UsageError */
function narrowed(name: string, base: Fields, own: Fields): Fields {
  for (const field of ['service', 'jobName', 'channel', 'modality'] as const) {
    if (base[field] !== undefined && own[field] !== undefined && base[field] !== own[field])
      throw nothingByBoth(name, `${options[field]} ${base[field]}`);
  }
  const states = own.states?.filter((state) => base.states?.includes(state) ?? true);
  if (states?.length === 0) throw nothingByBoth(name, `--state ${base.states?.join(' ') ?? ''}`);
  if (base.to !== undefined && own.from !== undefined && own.from >= base.to)
    throw nothingByBoth(name, `--to ${dayOf(base.to - 1)}`);
  if (base.from !== undefined && own.to !== undefined && own.to <= base.from)
    throw nothingByBoth(name, `--from ${dayOf(base.from)}`);
  return {
    ...base,
    ...own,
    ...(states !== undefined && { states }),
    ...(base.from !== undefined && own.from !== undefined && { from: Math.max(base.from, own.from) }),
    ...(base.to !== undefined && own.to !== undefined && { to: Math.min(base.to, own.to) }),
    // All words have to be there.
    ...(base.text !== undefined && own.text !== undefined && { text: `${base.text} ${own.text}` }),
  };
}

function nothingByBoth(name: string, says: string): UsageError {
  return new UsageError(`The saved filter "${name}" says ${says}: with another beside it nothing is found.`, {
    advice: 'Leave out the option, or the filter.',
  });
}

async function savedFilter(
  client: EngineClient,
  application: string,
  list: ListFilter['list'],
  name: string,
): Promise<JobRunFilter | RunFilter> {
  const all = await client.request('saved_filters.list', { application });
  const found = all.find((one) => one.list === list && one.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found.filter;
  throw new EngineError('not-found', `There is no saved filter "${name}" for this list.`, {
    advice: 'See which there are with: dcm-processor list filters',
  });
}

function startOfDay(text: string): number {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // A date such as 2026-02-31 rolls over to another one.
  if (day === undefined || date.getDate() !== Number(day) || date.getTime() < 0) {
    throw new InvalidArgumentError('It is no day such as 2026-05-31.');
  }
  return date.getTime();
}

function endOfDay(text: string): number {
  const date = new Date(startOfDay(text));
  return date.setDate(date.getDate() + 1);
}

/** The day of this machine's clock of a moment, as options take it. */
function dayOf(moment: number): string {
  const date = new Date(moment);
  return [String(date.getFullYear()), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
