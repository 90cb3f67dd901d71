import { parseSeriesExpression, SeriesExpressionError } from '../../../contract/index.ts';

/** What can be said about an expression while it is typed. */
export type ReadExpression =
  | { kind: 'empty' }
  | { kind: 'readable' }
  | { kind: 'wrong'; message: string; before: string; at: string; after: string };

/** Reads a required-series expression; where it is wrong, its text is split at that place. */
export function readExpression(source: string): ReadExpression {
  if (source.trim() === '') return { kind: 'empty' };
  try {
    parseSeriesExpression(source);
    return { kind: 'readable' };
  } catch (cause) {
    if (!(cause instanceof SeriesExpressionError)) throw cause;
    const { message, position } = cause;
    const at = firstWord(source.slice(position));
    return {
      kind: 'wrong',
      message: message.charAt(0).toUpperCase() + message.slice(1),
      before: source.slice(0, position),
      at,
      after: source.slice(position + at.length),
    };
  }
}

/** The word or sign that stands first in a text. */
function firstWord(text: string): string {
  return /^(\w+|\W)/u.exec(text)?.[0] ?? '';
}
