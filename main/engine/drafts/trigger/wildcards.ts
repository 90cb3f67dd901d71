/** `*` in a pattern that is compared by trying: more of them could keep a callback busy for very long. */
export const mostStars = 5;

/** Whether a text looks like a pattern: `*` stands for any text, `?` for any character (PS3.4, section C.2.2.2.4). */
export function looksLike(text: string, pattern: string): boolean {
  const characters = Array.from(text);
  const wanted = Array.from(pattern);
  let at = 0;
  let next = 0;
  /** Where to go on with when a character does not fit: the last star takes one more. */
  let star: { next: number; at: number } | null = null;
  while (at < characters.length) {
    const one = wanted[next];
    if (one === '*') {
      star = { next: next + 1, at };
      next += 1;
    } else if (one !== undefined && (one === '?' || one === characters[at])) {
      at += 1;
      next += 1;
    } else if (star !== null) {
      star.at += 1;
      at = star.at;
      next = star.next;
    } else {
      return false;
    }
  }
  return wanted.slice(next).every((one) => one === '*');
}
