import type { LogDocument } from './logDocument.ts';

/** Lines that contain the words looked for. */
export interface LogMatches {
  query: string;
  /** Numbers of lines, counted from the very first one of the log, in order. */
  lines: number[];
  /** Lines looked through so far. */
  upTo: number;
}

/** Lines at the end that may still be open; far more than two streams can leave behind in practice. */
const openLines = 200;

/** Matches of `query`: a growing log is looked through only where it has grown. Upper and lower case are the same. */
export function findInLog(log: LogDocument, query: string, before: LogMatches | null): LogMatches {
  if (query === '') return { query, lines: [], upTo: 0 };
  const wanted = query.toLowerCase();
  const kept = before?.query === query ? before : null;
  const lines = kept === null ? [] : kept.lines.filter((line) => line >= log.forgotten);
  const end = log.forgotten + log.lines.length;
  // The last line may have grown since: it is looked at again.
  const from = Math.max(log.forgotten, (kept?.upTo ?? 0) - openLines);
  while ((lines.at(-1) ?? -1) >= from) lines.pop();
  for (let line = from; line < end; line += 1) {
    const text = log.lines[line - log.forgotten]?.text ?? '';
    if (text.toLowerCase().includes(wanted)) lines.push(line);
  }
  return { query, lines, upTo: end };
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
