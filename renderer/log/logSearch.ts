import type { LogDocument } from './logDocument.ts';

/** Finds words in a growing log. */
export interface LogSearch {
  /**
   * Numbers of the lines that contain `query`, counted from the very first line of the log, in order. Upper and
   * lower case are the same; nothing is found for nothing.
   */
  find: (query: string) => readonly number[];
}

/** Lines at the end that may still grow; far more than two streams leave open in practice. */
const openLines = 200;

/** A search that looks through a line once, and again only while it may still grow. */
export function createLogSearch(log: LogDocument): LogSearch {
  let lastQuery = '';
  let found: number[] = [];
  let searchedTo = 0;

  return {
    find(query) {
      if (query === '') return [];
      if (query !== lastQuery) {
        lastQuery = query;
        found = [];
        searchedTo = 0;
      }
      const from = Math.max(log.forgotten, searchedTo - openLines);
      const end = log.forgotten + log.lines.length;
      found = found.filter((line) => line >= log.forgotten && line < from);
      const wanted = query.toLowerCase();
      for (let line = from; line < end; line += 1) {
        const text = log.lines[line - log.forgotten]?.text ?? '';
        if (text.toLowerCase().includes(wanted)) found.push(line);
      }
      searchedTo = end;
      return found;
    },
  };
}

/** Where `query` stands in a line: pieces of text, every second one a match. */
export function splitByMatch(text: string, query: string): string[] {
  if (query === '') return [text];
  const lower = text.toLowerCase();
  const wanted = query.toLowerCase();
  // A letter may change its length in lower case; then the places do not fit, and the line stays unmarked.
  if (lower.length !== text.length) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  parts.push(text.slice(from));
  return parts;
}
