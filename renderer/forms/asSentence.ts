import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';

const said = new Map(Object.entries(texts.contractSays));
/** What it says with a number that differs from field to field. */
const saidOfMost: [RegExp, (most: string) => string][] = [
  [/^must have at most (\d+) characters$/, texts.doorSettings.problems.long],
  [/^must have at most (\d+) conditions$/, texts.trigger.tooMany],
  [/^must have groups at most (\d+) deep$/, texts.trigger.tooDeep],
];

/** What a schema says, as a sentence in the window's language: `must not be empty` becomes `Must not be empty.` */
export function asSentence(message: string): string {
  const words = message.trim();
  for (const [pattern, say] of saidOfMost) {
    const most = pattern.exec(words)?.[1];
    if (most !== undefined) return say(formatCount(Number(most)));
  }
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return said.get(words) ?? (/[.!?]$/.test(begun) ? begun : `${begun}.`);
}
