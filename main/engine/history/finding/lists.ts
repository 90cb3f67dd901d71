import type { JobRunFilter, RunFilter } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { boundsOf, boundsOfKeys, boundsOfRuns } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { jobRunConditions, runConditions } from './conditions.ts';
import type { Conditions, Lead } from './conditions.ts';
import { wordsOf } from './words.ts';
import { countOf, leadOf } from './lead.ts';

/** A list under a filter, as it is gone through: from the newest down, in windows of row keys. */
export interface FilteredList {
  /** The table and column that it is sorted by; the larger, the newer. */
  table: 'job_run' | 'run';
  order: 'job_run.key' | 'run.number';
  /** What it is begun with; `states`: each state is gone through by itself. */
  lead: Lead;
  states: readonly string[];
  conditions: Conditions;
  /** What the search indexes are asked for; empty: nothing. */
  words: readonly string[];
  /** Tables that the conditions speak of, in the order in which they are read. */
  from: string;
  /** Lowest and highest position; null where nothing can be found. */
  ends: { low: number; high: number } | null;
  /** Positions from `low` to `high` as keys of job runs and numbers of runs. */
  bounds: (low: number, high: number) => Bounds;
  /** Positions that are gone through at once at most; null: one index holds the answer, in order. */
  most: number | null;
}

/** Most that a window may hold. */
const mostJobRuns = 16_000;
const mostRuns = 4000;

/** The job runs that a filter means. */
export function jobRunsUnder(history: History, filter: JobRunFilter): FilteredList {
  const lead = leadOf(history, filter);
  const conditions = jobRunConditions(filter, lead);
  const bounds = boundsOf(history, filter);
  return {
    table: 'job_run',
    order: 'job_run.key',
    lead,
    states: statesOf(filter),
    conditions,
    words: indexedWords(filter),
    from: tablesFor(conditions, 'job_run'),
    ends: bounds === null || isNone(history, filter) ? null : { low: bounds.low, high: bounds.high },
    bounds: (low, high) => boundsOfKeys(history, low, high),
    most: isPlain(filter, ['states', 'jobName', 'service', 'channel']) ? null : mostJobRuns,
  };
}

/** The job runs of one run that a filter means. */
export function jobRunsOfRunUnder(history: History, run: string, filter: JobRunFilter): FilteredList {
  // A lead by text has SQLite begin with neither keys nor names: the run is found first, and is not large.
  const { sql, parameters } = jobRunConditions(filter, 'text');
  const conditions = { sql: ['job_run.run_id = :run', ...sql], parameters: { ...parameters, run } };
  const ends = history.get<{ low: number | null; high: number | null }>(
    'SELECT min(key) AS low, max(key) AS high FROM job_run WHERE run_id = ?',
    [run],
  );
  return {
    table: 'job_run',
    order: 'job_run.key',
    lead: 'key',
    states: statesOf(filter),
    conditions,
    words: indexedWords(filter),
    from: tablesFor(conditions, 'job_run'),
    ends: { low: ends?.low ?? 1, high: ends?.high ?? 0 },
    bounds: (low, high) => boundsOfKeys(history, low, high),
    most: null,
  };
}

/** The runs that a filter means. */
export function runsUnder(history: History, filter: RunFilter): FilteredList {
  const { states: _states, ...rest } = filter;
  const states = statesOf(filter);
  // What is said of jobs is found in their indexes; the runs themselves are few beside them.
  const found = leadOf(history, rest);
  const lead = found === 'key' && states.length > 0 ? 'states' : found;
  const conditions = runConditions(filter, lead);
  const bounds = boundsOf(history, filter);
  return {
    table: 'run',
    order: 'run.number',
    lead,
    states,
    conditions,
    words: indexedWords(filter),
    from: tablesFor(conditions, 'run'),
    ends: bounds === null || isNone(history, rest) ? null : { low: bounds.lowRun, high: bounds.highRun },
    bounds: (low, high) => boundsOfRuns(history, low, high),
    most: isPlain(filter, ['states']) ? null : mostRuns,
  };
}

/** Each once, as each is gone through by itself; in one order, as statements are kept. */
function statesOf<State extends string>({ states = [] }: { states?: readonly State[] | undefined }): State[] {
  return [...new Set(states)].toSorted();
}

/** What is counted as it changes tells that there is nothing of the kind; to look for it would take the longest. */
function isNone(history: History, { states, jobName, service, channel }: JobRunFilter): boolean {
  const isAsked = [states, jobName, service, channel].some((value) => value !== undefined);
  return isAsked && countOf(history, { states, jobName, service, channel }) === 0;
}

function indexedWords({ text }: Pick<RunFilter, 'text'>): readonly string[] {
  const words = wordsOf(text);
  return words?.kind === 'indexed' ? words.words : [];
}

/** Nothing but one thing that an index holds in order, or nothing at all. */
function isPlain(filter: JobRunFilter | RunFilter, indexed: readonly string[]): boolean {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return given.length === 0 || (given.length === 1 && indexed.includes(given[0] ?? ''));
}

/** A CROSS JOIN keeps its order: SQLite must not begin with the patients, and sort a million rows for one page. */
function tablesFor({ sql }: Conditions, table: 'job_run' | 'run'): string {
  const patient = sql.some((one) => one.includes('patient.'))
    ? ' CROSS JOIN patient ON patient.key = run.patient_key'
    : '';
  if (table === 'run') return `run${patient}`;
  const run = patient !== '' || sql.some((one) => one.includes('= run.number)'));
  return `job_run${run ? ' CROSS JOIN run ON run.id = job_run.run_id' : ''}${patient}`;
}
