import { locale } from '../../texts/index.ts';

/** A number with so many digits behind its point. */
export function formatDecimal(value: number, digits: number): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}
