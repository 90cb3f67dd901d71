import { setImmediate } from 'node:timers/promises';
import { jobRunStateSchema, mostCounted, runStateSchema } from '../../../../contract/index.ts';
import type { JobRunFilter, RouteOutput, RunFilter } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { countByState } from './lead.ts';
import { jobRunsUnder, runsUnder } from './lists.ts';
import type { FilteredList } from './lists.ts';
import { windowsOf } from './walk.ts';

/** Time for counting, in milliseconds; others have their turn meanwhile. */
const usualMs = 60;

/** How many job runs a filter finds, by state. */
export async function countJobRuns(
  history: History,
  { states: _any, ...filter }: JobRunFilter,
  signal: AbortSignal,
  mostMs = usualMs,
): Promise<RouteOutput<'job_runs.counts'>> {
  const counted = isCounted(filter)
    ? { rows: countByState(history, filter), isExact: true }
    : await countOneByOne(history, jobRunsUnder(history, filter), { signal, mostMs });
  return summed(counted, (state) => jobRunStateSchema.parse(state));
}

/** How many runs a filter finds, by state. */
export async function countRuns(
  history: History,
  { states: _any, ...filter }: RunFilter,
  signal: AbortSignal,
  mostMs = usualMs,
): Promise<RouteOutput<'runs.counts'>> {
  const isAll = Object.values(filter).every((value) => value === undefined);
  const counted = isAll
    ? { rows: history.all<StateCount>('SELECT state, n FROM run_count'), isExact: true }
    : await countOneByOne(history, runsUnder(history, filter), { signal, mostMs });
  return summed(counted, (state) => runStateSchema.parse(state));
}

/** Whether the number of job runs under a filter is kept as it changes. */
export function isCounted({ text, modality, from, to }: Omit<JobRunFilter, 'states'>): boolean {
  return [text, modality, from, to].every((value) => value === undefined);
}

interface StateCount {
  state: string;
  n: number;
}

async function countOneByOne(
  history: History,
  list: FilteredList,
  { signal, mostMs }: { signal: AbortSignal; mostMs: number },
): Promise<{ rows: StateCount[]; isExact: boolean }> {
  const windows = windowsOf(history, list, null);
  const until = performance.now() + mostMs;
  const rows: StateCount[] = [];
  let total = 0;
  const sql = `SELECT ${list.table}.state, count(*) AS n FROM ${list.from}
    WHERE ${list.conditions.sql.join(' AND ')} GROUP BY ${list.table}.state`;
  while (!windows.isAtEnd() && !signal.aborted) {
    const window = windows.next();
    if (window === null) break;
    const part = history.all<StateCount>(sql, { ...list.conditions.parameters, ...window });
    rows.push(...part);
    total += part.reduce((sum, { n }) => sum + n, 0);
    if (total >= mostCounted || performance.now() > until) break;
    await setImmediate();
  }
  return { rows, isExact: windows.isAtEnd() };
}

function summed<State extends string>(
  { rows, isExact }: { rows: StateCount[]; isExact: boolean },
  read: (state: string) => State,
): { states: Partial<Record<State, number>>; total: number; isExact: boolean } {
  const states: Partial<Record<State, number>> = {};
  let total = 0;
  for (const row of rows) {
    const state = read(row.state);
    states[state] = (states[state] ?? 0) + row.n;
    total += row.n;
  }
  return { states, total, isExact };
}
