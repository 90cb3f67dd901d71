import { locale } from '../texts/index.ts';

const letters = new Intl.Segmenter(locale, { granularity: 'grapheme' });

/** The first letter of a name, as a person counts letters, in upper case; empty for an empty name. */
export function firstLetter(name: string): string {
  const [first] = letters.segment(name.trim());
  return first?.segment.toLocaleUpperCase(locale) ?? '';
}
