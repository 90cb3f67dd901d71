import type { LogDocument } from './logDocument.ts';

/** Finds words in a growing log. */
export interface LogSearch {
  /** What an expression matches; nothing for null. */
  find: (expression: RegExp | null) => Matches;
}

/** Lines that match, and how often. */
export interface Matches {
  /** Numbers of the lines, counted from the very first line of the log, in order. */
  lines: readonly number[];
  /** Matches in all of them. */
  hits: number;
}

const nothing: Matches = { lines: [], hits: 0 };
/** Lines at the end that may still grow; far more than two streams leave open in practice. */
export const openLines = 200;
/** More matches of one line are not told apart. */
const mostInLine = 200;

/** A line that matches, and how often. */
export interface Found {
  line: number;
  hits: number;
}

export function sumOf(found: readonly Found[]): Matches {
  return { lines: found.map(({ line }) => line), hits: found.reduce((sum, { hits }) => sum + hits, 0) };
}

/** A search that looks through a line once, and again only while it may still grow. */
export function createLogSearch(log: LogDocument): LogSearch {
  let lastSource: string | null = null;
  let found: Found[] = [];
  let searchedTo = 0;

  return {
    find(expression) {
      if (expression === null) return nothing;
      if (expression.source !== lastSource) {
        lastSource = expression.source;
        found = [];
        searchedTo = 0;
      }
      const from = Math.max(log.forgotten, searchedTo - openLines);
      const end = log.forgotten + log.lines.length;
      found = found.filter(({ line }) => line >= log.forgotten && line < from);
      for (let line = from; line < end; line += 1) {
        const hits = countIn(log.lines[line - log.forgotten]?.text ?? '', expression);
        if (hits > 0) found.push({ line, hits });
      }
      searchedTo = end;
      return sumOf(found);
    },
  };
}

/** How often an expression matches in a line. */
export function countIn(text: string, expression: RegExp): number {
  return splitByMatch(text, expression).filter((part, place) => place % 2 === 1 && part !== '').length;
}

/** Where an expression matches in a line: pieces of text, every second one a match. */
export function splitByMatch(text: string, expression: RegExp | null): string[] {
  if (expression === null) return [text];
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(expression)) {
    // An expression such as `x*` matches nothing, everywhere.
    if (match[0] === '') continue;
    parts.push(text.slice(from, match.index), match[0]);
    from = match.index + match[0].length;
    if (parts.length >= mostInLine * 2) break;
  }
  parts.push(text.slice(from));
  return parts;
}
