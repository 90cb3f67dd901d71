/** What is looked for in a log: words as they stand, or a regular expression. Upper and lower case are the same. */
export type Sought = { expression: RegExp } | { problem: 'invalid' } | null;

/** @param isExpression false: every character of `text` is meant as it is */
export function soughtIn(text: string, isExpression: boolean): Sought {
  if (text === '') return null;
  if (!isExpression)
    return { expression: new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`), 'giu') };
  try {
    return { expression: new RegExp(text, 'giu') };
  } catch {
    return { problem: 'invalid' };
  }
}
