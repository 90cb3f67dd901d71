import type { Finding } from '../../../contract/index.ts';
import { inWords } from './findingsContext.ts';

/** What was found, where a form can show it. */
export interface PlacedFindings {
  /** The first error of each field, in words. */
  errors: Record<string, string>;
  /** What belongs to none of the fields. */
  elsewhere: Finding[];
}

/** @param fieldOf the field of the form for a path within the options; undefined: none */
export function placeFindings(
  findings: readonly Finding[],
  fieldOf: (path: string) => string | undefined,
): PlacedFindings {
  const placed: PlacedFindings = { errors: {}, elsewhere: [] };
  for (const found of findings) {
    const field = found.field === null ? undefined : fieldOf(found.field);
    if (field === undefined) placed.elsewhere.push(found);
    else if (found.severity === 'error') placed.errors[field] ??= inWords(found);
  }
  return placed;
}
