import { locale, texts } from '../texts/index.ts';

const countFormat = new Intl.NumberFormat(locale);
const units = ['kB', 'MB', 'GB', 'TB'];

/** A whole number with its thousands set apart. */
export function formatCount(value: number): string {
  return countFormat.format(value);
}

/** A number with so many digits behind its point. */
export function formatDecimal(value: number, digits: number): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Bytes in decimal units: `512 B`, `1.2 MB`, `34 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = 'B';
  for (const next of units) {
    // What would round up to 1000 already belongs to the next unit.
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 ? formatDecimal(value, 1) : Math.round(value)} ${unit}`;
}

/** How many a second: a tenth counts while it is few. */
export function formatPerSecond(rate: number): string {
  const shown = rate < 9.95 ? Math.round(rate * 10) / 10 : Math.round(rate);
  return texts.doors.perSecond(countFormat.format(shown));
}

/** Bytes a second, in the units of `formatBytes`. */
export function formatBytesPerSecond(byteRate: number): string {
  return texts.doors.perSecond(formatBytes(Math.round(byteRate)));
}
