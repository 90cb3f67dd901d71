import { scaleTime } from 'd3-scale';
import { locale } from '../../../texts/index.ts';

const minute = 60_000;
const day = 1440 * minute;

/** A mark of the time axis. */
export interface Tick {
  at: number;
  /** From 0 to 100. */
  percent: number;
  label: string;
}

/** Marks at round times of this machine's clock, about as many as wanted, none at the very end where its words had no room. */
export function ticksOf(from: number, to: number, wanted: number): Tick[] {
  if (to <= from) return [];
  const scale = scaleTime([from, to], [0, 100]);
  const format = new Intl.DateTimeFormat(locale, formatFor(to - from));
  return scale
    .ticks(wanted)
    .map((date) => ({ at: date.getTime(), percent: scale(date), label: format.format(date) }))
    .filter(({ percent }) => percent <= 96);
}

function formatFor(span: number): Intl.DateTimeFormatOptions {
  if (span > 2 * day) return { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  if (span > 8 * minute) return clock;
  return span > 8000
    ? { ...clock, second: '2-digit' }
    : { ...clock, second: '2-digit', fractionalSecondDigits: 1 };
}
