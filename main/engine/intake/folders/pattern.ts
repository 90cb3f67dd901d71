/** Tells which file names a pattern with `*` and `?` means; all when it is null. */
export function nameMatcher(pattern: string | null): (name: string) => boolean {
  if (pattern === null) return () => true;
  const source = pattern
    .split('')
    .map((letter) =>
      letter === '*' ? '.*' : letter === '?' ? '.' : letter.replace(/[^\w]/u, String.raw`\$&`),
    )
    .join('')
    // Several in a row would make the matching slow and mean the same.
    .replaceAll(/(\.\*)+/g, '.*');
  const expression = new RegExp(`^${source}$`, 'isu');
  return (name) => expression.test(name);
}
