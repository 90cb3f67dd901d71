import type { Activity } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import type { Interval } from './intervals.ts';

/** Of the tables that count by quarters of an hour, in ms. */
export const quarterMs = 900_000;

export const runsBegun =
  'SELECT coalesce(sum(n), 0) AS runs, coalesce(sum(studies), 0) AS studies FROM run_quarter WHERE quarter >= ? AND quarter < ?';
/** Of rows that count, those under a condition. */
export const sumWhere = (condition: string) => `coalesce(sum(iif(${condition}, n, 0)), 0)`;
export const runsEnded = `SELECT ${sumWhere("state = 'succeeded'")} AS runsSucceeded, ${sumWhere("state = 'failed'")} AS runsFailed
  FROM run_end_quarter WHERE quarter >= ? AND quarter < ?`;

type CountedRuns = Pick<Activity, 'runs' | 'studies' | 'runsSucceeded' | 'runsFailed'>;

/** Runs that began and ended in an interval. */
export function countRuns(history: History, interval: Interval): CountedRuns {
  const quarters = quartersOf(interval);
  const none: CountedRuns = { runs: 0, studies: 0, runsSucceeded: 0, runsFailed: 0 };
  return {
    ...none,
    ...history.get<Pick<CountedRuns, 'runs' | 'studies'>>(runsBegun, quarters),
    ...history.get<Pick<CountedRuns, 'runsSucceeded' | 'runsFailed'>>(runsEnded, quarters),
  };
}

/** The first quarter of an hour of an interval, and the first after it. */
export function quartersOf({ at, until }: Interval): [first: number, end: number] {
  return [Math.ceil(at / quarterMs), Math.ceil(until / quarterMs)];
}
