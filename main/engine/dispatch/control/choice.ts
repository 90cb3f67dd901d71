import { EngineError } from '../../../../contract/index.ts';
import type { JobRunChoice, JobRunState } from '../../../../contract/index.ts';
import type { History, SqlValue } from '../../database/index.ts';
import { find, findRunId, jobRunsUnder, runsUnder } from '../../history/index.ts';
import type { FilteredList } from '../../history/index.ts';

/** Conditions on `job_run` with their values. */
export interface Conditions {
  sql: string;
  parameters: Record<string, SqlValue>;
}

/**
 * A choice as conditions, but for its filters.
 * @param states those that can be meant; the choice may name fewer
 * @param lastKey the last job run that can be meant: what was planned later is not
 */
export function conditionsOf(
  choice: JobRunChoice,
  states: readonly JobRunState[],
  lastKey: number,
): Conditions {
  const { jobRuns, runs, service, jobName } = choice;
  const meant =
    choice.states === undefined ? states : choice.states.filter((state) => states.includes(state));
  const parameters: Record<string, SqlValue> = { lastKey };
  const parts = [statesIn(meant), 'job_run.key <= :lastKey'];
  if (jobRuns !== undefined) {
    parts.push('job_run.id IN (SELECT value FROM json_each(:jobRuns))');
    parameters['jobRuns'] = JSON.stringify(jobRuns);
  }
  if (runs !== undefined) {
    parts.push('job_run.run_id IN (SELECT value FROM json_each(:runs))');
    parameters['runs'] = JSON.stringify(runs);
  }
  // The plus has SQLite find them by their state: a service may have a million job runs of other states.
  if (service !== undefined) {
    parts.push('+job_run.service = :ofService');
    parameters['ofService'] = service;
  }
  if (jobName !== undefined) {
    parts.push('+job_run.job_name = :ofJobName');
    parameters['ofJobName'] = jobName;
  }
  return { sql: parts.join(' AND '), parameters };
}

/** Condition that a job run is in one of these. */
export function statesIn(states: readonly JobRunState[]): string {
  return `job_run.state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}

/** Job runs of one run that are meant, by their row keys. */
export interface ChosenInRun {
  run: string;
  /** Ascending. */
  keys: number[];
}

/** A part of them. */
export interface ChosenPart extends ChosenInRun {
  /** All of the run, with its first part; else none. */
  ofRun: readonly number[];
}

/** Row keys that are looked through at once: a few milliseconds, however many of them are meant. */
const perWindow = 8000;
/** What a filter finds is taken in so many at once. */
const perPage = 400;

/**
 * All that is meant, run by run; looked for as it is asked for, so that a choice of a million holds up nobody. Null after
 * each few milliseconds of looking: there may be more.
 */
export function* chosenByRun(
  history: History,
  choice: JobRunChoice,
  conditions: Conditions,
): Generator<ChosenInRun | null> {
  let open = null as ChosenInRun | null;
  for (const rows of rowsOf(history, choice, conditions)) {
    for (const { run, key } of rows) {
      if (open?.run === run) {
        open.keys.push(key);
        continue;
      }
      if (open !== null) yield ascending(open);
      open = { run, keys: [key] };
    }
    yield null;
  }
  if (open !== null) yield ascending(open);
}

const ascending = ({ run, keys }: ChosenInRun): ChosenInRun => ({
  run,
  keys: keys.toSorted((a, b) => a - b),
});

interface ChosenRow {
  run: string;
  key: number;
}

/** Rows that are meant, as many as are found at once; those of a run behind each other. */
function rowsOf(history: History, choice: JobRunChoice, conditions: Conditions): Iterable<ChosenRow[]> {
  const { found, foundRuns } = choice;
  if (found !== undefined) {
    return rowsFound(history, jobRunsUnder(history, found), 'job_run.key', conditions);
  }
  if (foundRuns !== undefined) {
    return rowsFound(history, runsUnder(history, foundRuns), 'run.number', conditions);
  }
  return rowsInWindows(history, choice, conditions);
}

function* rowsFound(
  history: History,
  list: FilteredList,
  column: 'job_run.key' | 'run.number',
  { sql, parameters }: Conditions,
): Generator<ChosenRow[]> {
  let below: number | null = null;
  do {
    const page = find(history, list, perPage, below);
    yield history.all<ChosenRow>(
      `SELECT job_run.run_id AS run, job_run.key FROM json_each(:found) AS found
         CROSS JOIN ${column === 'run.number' ? 'run ON run.number = found.value CROSS JOIN job_run ON job_run.run_id = run.id' : 'job_run ON job_run.key = found.value'}
       WHERE ${sql} ORDER BY job_run.key DESC`,
      { ...parameters, found: JSON.stringify(page.keys) },
    );
    below = page.below;
  } while (below !== null);
}

function* rowsInWindows(
  history: History,
  choice: JobRunChoice,
  { sql, parameters }: Conditions,
): Generator<ChosenRow[]> {
  const last = Number(parameters['lastKey'] ?? 0);
  const isNamed = choice.jobRuns !== undefined || choice.runs !== undefined;
  const size = isNamed ? last + 1 : perWindow;
  for (let from = 0; from <= last; from += size) {
    yield history.all<ChosenRow>(
      `SELECT run_id AS run, key FROM job_run WHERE ${sql} AND key BETWEEN :from AND :to ORDER BY key`,
      { ...parameters, from, to: from + size - 1 },
    );
  }
}

/**
 * What is too much for one transaction in parts. The last of a run comes first: nothing comes before what waits for it,
 * so that what is left of a run makes sense between two of them.
 */
export function* inParts(chosen: Iterable<ChosenInRun | null>, most: number): Generator<ChosenPart | null> {
  for (const some of chosen) {
    if (some === null) {
      yield null;
      continue;
    }
    const { run, keys } = some;
    for (let end = keys.length; end > 0; end -= most) {
      const ofRun = end === keys.length ? keys : [];
      yield { run, keys: keys.slice(Math.max(0, end - most), end), ofRun };
    }
  }
}

/** A choice with runs by their identifiers, which may be named by number. @throws EngineError `not-found` */
export function identified(history: History, choice: JobRunChoice): JobRunChoice {
  const { jobRuns = [] } = choice;
  const runs = choice.runs?.map((named) => findRunId(history, named) ?? named);
  for (const [what, ids, table, list] of [
    ['job run', jobRuns, 'job_run', 'jobs'],
    ['run', runs ?? [], 'run', 'runs'],
  ] as const) {
    const missing = ids.find((id) => history.get(`SELECT 1 FROM ${table} WHERE id = ?`, [id]) === undefined);
    if (missing === undefined) continue;
    throw new EngineError(
      'not-found',
      `There is no ${what} ${missing} in this application. Nothing was changed.`,
      { advice: `List what there is with: dcm-processor list ${list}` },
    );
  }
  return runs === undefined ? choice : { ...choice, runs };
}
