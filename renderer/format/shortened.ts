import { texts } from '../texts/index.ts';
import { formatCount } from './number.ts';

/** A text that no window could draw, cut to `most` characters, with word of how many are left out. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… ${texts.common.leftOut(formatCount(text.length - most))}`;
}
