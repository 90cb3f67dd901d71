import type { ImportCounts, ImportOutcome } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';

/** In the order in which they are told. */
export const outcomes: ImportOutcome[] = [
  'new',
  'already-there',
  'conflicting',
  'damaged',
  'refused',
  'dicomdir',
  'not-dicom',
];

/** `240 new, 12 already there, 1 damaged`; outcomes without a file are left out. */
export function countsInWords(counts: ImportCounts): string {
  const parts = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => texts.imports.counted(counts[outcome], outcome));
  return parts.length === 0 ? texts.imports.nothingNew : parts.join(', ');
}
