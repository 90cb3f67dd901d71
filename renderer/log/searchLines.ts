import { countIn } from './logSearch.ts';

/** Lines to be searched apart from the window, which an expression could hold up. */
export interface LinesToSearch {
  id: number;
  /** The expression, without its slashes. */
  source: string;
  flags: string;
  /** Number of the first line, counted from the very first one of the log. */
  from: number;
  texts: string[];
}

/** What came of it: `begun` when it is taken up, so that only searching is timed, and `found` at its end. */
export type SearchedLines =
  | { id: number; is: 'begun' }
  | { id: number; is: 'found'; found: { line: number; hits: number }[] };

/** Searches lines, however long that takes. */
export function searchLines({ id, source, flags, from, texts }: LinesToSearch): SearchedLines {
  const expression = new RegExp(source, flags);
  const found = texts.flatMap((text, at) => {
    const hits = countIn(text, expression);
    return hits > 0 ? [{ line: from + at, hits }] : [];
  });
  return { id, is: 'found', found };
}
