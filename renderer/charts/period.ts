import { daysAfter, daysBetween, isDay } from '../format/index.ts';

/** Whole days, the last one included. */
export interface Period {
  from: string;
  to: string;
}

/** How a period is called. */
export type PeriodName = 'today' | 'yesterday' | 'week' | 'month' | 'other';

const lengths = { today: 1, week: 7, month: 28 } as const;

/** The period of a name that ends today, or yesterday. */
export function periodOf(name: Exclude<PeriodName, 'other'>, today: string): Period {
  if (name === 'yesterday') return { from: daysAfter(today, -1), to: daysAfter(today, -1) };
  return { from: daysAfter(today, 1 - lengths[name]), to: today };
}

/** What a period is called today. */
export function nameOf({ from, to }: Period, today: string): PeriodName {
  const names = ['today', 'yesterday', 'week', 'month'] as const;
  const found = names.find((name) => {
    const period = periodOf(name, today);
    return period.from === from && period.to === to;
  });
  return found ?? 'other';
}

/** A period from the texts of an address; where they are none, the usual one. */
export function readPeriod(from: string | null, to: string | null, usual: Period): Period {
  if (from === null || to === null || !isDay(from) || !isDay(to) || to < from) return usual;
  return { from, to };
}

/** The one beside it that is as long. @param direction 1: later; -1: earlier */
export function periodBeside({ from, to }: Period, direction: 1 | -1): Period {
  const length = (daysBetween(from, to) + 1) * direction;
  return { from: daysAfter(from, length), to: daysAfter(to, length) };
}
