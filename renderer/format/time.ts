import { locale, texts } from '../texts/index.ts';

const timeFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dateTimeFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const hourFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Time of the day with seconds. `at` in milliseconds since the epoch, here and below. */
export function formatClock(at: number): string {
  return timeFormat.format(at);
}

/** Time of the day without seconds. */
export function formatHour(at: number): string {
  return hourFormat.format(at);
}

/** Day and month. */
export function formatDay(at: number): string {
  return dayFormat.format(at);
}

/** Date and time to the minute. */
export function formatDateTime(at: number): string {
  return dateTimeFormat.format(at);
}

/** `just now`, `5 minutes ago`, `yesterday`; the date itself once it is more than a week ago. */
export function formatAgo(at: number, now: number): string {
  const age = now - at;
  if (age > 7 * 86_400_000) return formatDateTime(at);
  for (const [unit, length] of steps) {
    if (age >= length) return relativeFormat.format(-Math.floor(age / length), unit);
  }
  return texts.common.justNow;
}
