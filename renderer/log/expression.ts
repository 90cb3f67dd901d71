/** What is looked for in a log: words as they stand, or a regular expression. Upper and lower case are the same. */
export type Sought = { expression: RegExp } | { problem: 'invalid' | 'endless' } | null;

/** A group that repeats within a repeated group may take for ever on one line: the window would stand still. */
const nested = /\((?:[^()\\]|\\.)*(?:[+*}]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;

/** @param isExpression false: every character of `text` is meant as it is */
export function soughtIn(text: string, isExpression: boolean): Sought {
  if (text === '') return null;
  if (!isExpression)
    return { expression: new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`), 'giu') };
  if (nested.test(text)) return { problem: 'endless' };
  try {
    return { expression: new RegExp(text, 'giu') };
  } catch {
    return { problem: 'invalid' };
  }
}
