/** True for markup that says nothing to a reader: a comment. */
export function isComment(raw: string): boolean {
  return /^\s*<!--(?:(?!-->)[^])*-->\s*$/u.test(raw);
}
