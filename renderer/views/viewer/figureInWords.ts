import type { Measurement } from '../../../contract/index.ts';
import { locale, texts } from '../../texts/index.ts';

/** A digit behind the point, and more where it takes them to have three that say something: `120.3`, `0.0345`. */
const figureFormat = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
  roundingPriority: 'morePrecision',
});
const unitWords = new Map(Object.entries(texts.viewer.units));

/** A figure of a measurement: its value, and its unit in the words of the window's language. */
export function figureInWords({ value, unit }: Measurement['figures'][number]): string {
  const named = unit.replaceAll(/(?:US|ECG) Region|\p{L}+/gu, (word) => unitWords.get(word) ?? word);
  return `${figureFormat.format(value)}${named === '°' ? '' : ' '}${named}`.trim();
}
