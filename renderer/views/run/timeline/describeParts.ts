import type { TimelinePart } from '../../../../contract/index.ts';
import { formatClock, formatDuration } from '../../../format/index.ts';
import { texts } from '../../../texts/index.ts';

const words = texts.timeline;

/** A part in words: what, how long, from when. */
export function describePart({ kind, from, to, attempt }: TimelinePart): string {
  const what =
    attempt === null ? words.parts[kind] : words.attempt(attempt.number, words.outcomes[attempt.outcome]);
  return words.part(what, formatDuration(to - from), formatClock(from));
}

/** All parts of a job in words, for those who hear the timeline. */
export function describeParts(parts: readonly TimelinePart[]): string {
  return parts.length === 0 ? words.nothing : parts.map(describePart).join(', ');
}
