/** Tells which file names a pattern with `*` and `?` means, upper or lower case; all when it is null. */
export function nameMatcher(pattern: string | null): (name: string) => boolean {
  if (pattern === null) return () => true;
  const wanted = lettersOf(pattern);
  return (name) => matches(lettersOf(name), wanted);
}

function lettersOf(text: string): string[] {
  return Array.from(text.normalize('NFC').toLowerCase());
}

/**
 * Goes through both side by side; where they part, the last `*` takes one letter more. As a regular expression the
 * same pattern could take for ever.
 */
function matches(name: readonly string[], wanted: readonly string[]): boolean {
  let [at, next] = [0, 0];
  let star: { at: number; next: number } | null = null;
  while (at < name.length) {
    if (wanted[next] === '*') {
      star = { at, next };
      next += 1;
    } else if (next < wanted.length && (wanted[next] === '?' || wanted[next] === name[at])) {
      at += 1;
      next += 1;
    } else if (star !== null) {
      star = { at: star.at + 1, next: star.next };
      [at, next] = [star.at, star.next + 1];
    } else {
      return false;
    }
  }
  return wanted.slice(next).every((letter) => letter === '*');
}
