import type { LogDocument } from './logDocument.ts';

/** How much a line matters, by the words of Python's logging; 0 where it says nothing of the kind. */
export type Level = 0 | 10 | 20 | 30 | 40;

/** Tells levels of the lines of a growing log. */
export interface LogLevels {
  /** Numbers of the lines of a level or a higher one, counted from the very first line of the log, in order. */
  from: (least: Level) => readonly number[];
}

const words: readonly (readonly [RegExp, Level])[] = [
  [/\b(?:CRITICAL|FATAL|ERROR)\b|^Traceback \(most recent call last\)|^[\w.]+(?:Error|Exception)\b/, 40],
  [/\b(?:WARNING|WARN)\b|^[\w./\\:-]*: \w*Warning: /, 30],
  [/\bINFO\b/, 20],
  [/\bDEBUG\b/, 10],
];
/** Levels stand at the beginning of a line; further on, the words are only words. */
const mostRead = 160;
/** Lines at the end that may still grow. */
const openLines = 200;

/** The level that a line says, or that of the line before which it belongs to: a traceback is one error. */
export function levelOf(text: string, before: Level): Level {
  const start = text.slice(0, mostRead);
  const said = words.find(([word]) => word.test(start));
  if (said !== undefined) return said[1];
  return /^\s+\S|^$/.test(start) ? before : 0;
}

/** Levels that are told once for each line, and again only while it may still grow. */
export function createLogLevels(log: LogDocument): LogLevels {
  let levels: Level[] = [];
  let first = 0;
  function readOn(): void {
    if (log.forgotten > first) levels = levels.slice(log.forgotten - first);
    first = log.forgotten;
    levels.length = Math.max(0, Math.min(levels.length, log.lines.length) - openLines);
    for (let at = levels.length; at < log.lines.length; at += 1) {
      levels.push(levelOf(log.lines[at]?.text ?? '', levels[at - 1] ?? 0));
    }
  }
  return {
    from(least) {
      readOn();
      return levels.flatMap((level, at) => (level >= least ? [first + at] : []));
    },
  };
}
