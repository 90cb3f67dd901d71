import { EngineError, mostIntervals } from '../../../../contract/index.ts';

/** What is counted as one. */
export type Unit = 'hour' | 'day' | 'week';

/** From its beginning to the beginning of the next, in ms since the epoch. */
export interface Interval {
  at: number;
  until: number;
}

const hourMs = 3_600_000;
const daysOfWeek = 7;

/** A period of whole days. */
interface Days {
  /** `YYYY-MM-DD`. */
  from: string;
  /** Its last day. */
  to: string;
}

/** Midnight of a day, or what this machine's clock shows first on it. */
function beginningOf(day: string, plus = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plus).getTime();
}

/** The period in ms since the epoch. @throws EngineError `validation-failed` where it ends before it begins */
export function spanOf({ from, to }: Days): Interval {
  if (to < from)
    throw new EngineError('validation-failed', `The period ends on ${to}, before it begins on ${from}.`);
  return { at: beginningOf(from), until: beginningOf(to, 1) };
}

/**
 * A period cut by this machine's clock: into hours from midnight on, days, or weeks from Monday. A day of a change of
 * the clock has an hour more or less.
 * @throws EngineError `validation-failed` where it ends before it begins, or is cut into more than can be shown
 */
export function intervalsOf(days: Days, unit: Unit): Interval[] {
  const { at: first, until: end } = spanOf(days);
  const intervals: Interval[] = [];
  for (let at = first; at < end; at = intervals.at(-1)?.until ?? end) {
    if (intervals.length === mostIntervals) {
      throw new EngineError(
        'validation-failed',
        `The period from ${days.from} to ${days.to} has more than ${mostIntervals} parts by ${unit}. Choose a shorter period, or longer parts.`,
      );
    }
    intervals.push({ at, until: Math.min(end, nextAfter(at, unit)) });
  }
  return intervals;
}

function nextAfter(at: number, unit: Unit): number {
  const day = new Date(at);
  const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
  const midnight = new Date(year, month, date + 1).getTime();
  if (unit === 'day') return midnight;
  if (unit === 'hour') return Math.min(at + hourMs, midnight);
  const sinceMonday = (day.getDay() + daysOfWeek - 1) % daysOfWeek;
  return new Date(year, month, date + daysOfWeek - sinceMonday).getTime();
}

/** Which interval a moment lies in; -1: none. @param intervals in their order, without gaps */
export function indexOf(intervals: readonly Interval[], at: number): number {
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.until ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = intervals[low];
  return found !== undefined && at >= found.at ? low : -1;
}
