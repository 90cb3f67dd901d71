/** Identifiers in parts of at most so many, each once: a request names no more. */
export function inParts(ids: readonly string[], most: number): string[][] {
  const different = [...new Set(ids)];
  const parts: string[][] = [];
  for (let at = 0; at < different.length; at += most) parts.push(different.slice(at, at + most));
  return parts;
}
