import type { DoorCounts } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';

/** Counts of instances, in the order in which they are told. */
export const countNames = ['new', 'alreadyThere', 'conflicting', 'quarantined', 'refused'] as const;

/** What came of instances: `1,234 new · 3 conflicting`; what there is none of is left out. Empty for nothing at all. */
export function countsInWords(counts: DoorCounts): string {
  return countNames
    .filter((name) => counts[name] > 0)
    .map((name) => texts.doors.countsOf[name](counts[name]))
    .join(' · ');
}
