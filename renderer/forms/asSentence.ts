import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';

const said = new Map(Object.entries(texts.contractSays));

/** What a schema says, as a sentence in the window's language: `must not be empty` becomes `Must not be empty.` */
export function asSentence(message: string): string {
  const words = message.trim();
  const most = /^must have at most (\d+) characters$/.exec(words)?.[1];
  if (most !== undefined) return texts.doorSettings.problems.long(formatCount(Number(most)));
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return said.get(words) ?? (/[.!?]$/.test(begun) ? begun : `${begun}.`);
}
