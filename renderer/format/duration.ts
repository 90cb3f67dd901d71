import { formatDecimal } from './number.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time for people: `42 ms`, `1.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`, `1 d 4 h`. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, Math.round(ms));
  if (length > 0 && length < second) return `${length} ms`;
  if (length >= second && length < 9950) return `${formatDecimal(length / second, 1)} s`;
  if (length < 10 * second) return formatWholeSeconds(Math.round(length / second) * second);
  return formatWholeSeconds(length);
}

/** The same for a clock that ticks: never a fraction of a second. */
export function formatWholeSeconds(ms: number): string {
  const length = Math.floor(Math.max(0, ms) / second) * second;
  if (length < minute) return `${length / second} s`;
  if (length < hour) return `${Math.floor(length / minute)} min ${twoDigits((length % minute) / second)} s`;
  if (length < day) return `${Math.floor(length / hour)} h ${twoDigits((length % hour) / minute)} min`;
  return `${Math.floor(length / day)} d ${Math.floor((length % day) / hour)} h`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
