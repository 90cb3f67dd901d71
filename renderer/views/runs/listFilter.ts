import {
  jobRunStateSchema,
  runStateSchema,
  type JobRunFilter,
  type ListFilter,
  type RunFilter,
} from '../../../contract/index.ts';
import { dayOf, firstDay, isDay } from '../../format/index.ts';

/** The lists of this folder. */
export type ListName = ListFilter['list'];

/** A filter as it stands in the address of its list; days as `2026-05-31`, both ends included. */
export interface AddressFilter {
  states: string[];
  job: string;
  service: string;
  channel: string;
  modality: string;
  from: string;
  to: string;
  text: string;
}

const names = ['job', 'service', 'channel', 'modality', 'from', 'to', 'text'] as const;
/** The parts of a filter that are one text each. */
export type FilterPart = (typeof names)[number];

const statesOf = { 'job-runs': jobRunStateSchema.options, runs: runStateSchema.options } as const;
const longest = 200;

/** Reads a filter from an address; what means nothing is left out, whoever wrote it. */
export function readAddress(list: ListName, values: URLSearchParams): AddressFilter {
  const known: readonly string[] = statesOf[list];
  const value = (name: FilterPart) => (values.get(name) ?? '').slice(0, longest);
  const day = (name: 'from' | 'to') => (isDay(value(name)) && value(name) >= firstDay ? value(name) : '');
  return {
    states: (values.get('state') ?? '').split(',').filter((state) => known.includes(state)),
    job: value('job'),
    service: value('service'),
    channel: value('channel'),
    modality: value('modality').slice(0, 16),
    from: day('from'),
    to: day('to'),
    text: value('text'),
  };
}

/** The same as the query of an address. */
export function writeAddress(filter: Partial<AddressFilter>): URLSearchParams {
  const values = new URLSearchParams();
  if (filter.states !== undefined && filter.states.length > 0) values.set('state', filter.states.join(','));
  for (const name of names) {
    const value = filter[name];
    if (value !== undefined && value !== '') values.set(name, value);
  }
  return values;
}

/** What the engine is asked for. */
export function toRequest(list: 'job-runs', filter: AddressFilter): JobRunFilter;
export function toRequest(list: 'runs', filter: AddressFilter): RunFilter;
export function toRequest(list: ListName, { states, ...filter }: AddressFilter): JobRunFilter | RunFilter {
  const shared = {
    ...(filter.job === '' ? {} : { jobName: filter.job }),
    ...(filter.service === '' ? {} : { service: filter.service }),
    ...(filter.channel === '' ? {} : { channel: filter.channel }),
    ...(filter.modality === '' ? {} : { modality: filter.modality }),
    ...(filter.from === '' ? {} : { from: startOf(filter.from) }),
    ...(filter.to === '' ? {} : { to: startOf(filter.to, 1) }),
    ...(filter.text.trim() === '' ? {} : { text: filter.text }),
  };
  if (list === 'runs') {
    const some = runStateSchema.array().parse(states);
    return { ...shared, ...(some.length === 0 ? {} : { states: some }) };
  }
  const some = jobRunStateSchema.array().parse(states);
  return { ...shared, ...(some.length === 0 ? {} : { states: some }) };
}

/** A filter of the engine, such as a saved one, as it stands in an address. */
export function fromRequest({ states = [], jobName, ...filter }: JobRunFilter | RunFilter): AddressFilter {
  return {
    states: [...states],
    job: jobName ?? '',
    service: filter.service ?? '',
    channel: filter.channel ?? '',
    modality: filter.modality ?? '',
    from: filter.from === undefined ? '' : dayOf(filter.from),
    to: filter.to === undefined ? '' : dayOf(filter.to - 1),
    text: filter.text ?? '',
  };
}

/** True where nothing is left out. */
export function isEmpty(filter: AddressFilter): boolean {
  return writeAddress(filter).size === 0;
}

/**
 * Midnight of a day in the time of this machine, or of so many days later, which nothing was before 1970. The day after
 * the last one that can be written has a year of five digits, so it is reckoned, not read.
 */
function startOf(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Math.max(0, new Date(year, month - 1, date + later).getTime());
}
