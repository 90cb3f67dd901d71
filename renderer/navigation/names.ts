/**
 * A name people chose, as one part of an address. The router undoes one encoding, but leaves `%2F` and its like as
 * they are: this is the other one.
 */
export function partOfName(name: string): string {
  return encodeURIComponent(encodeURIComponent(name));
}

/** The name in a part of an address, as the router hands it on. */
export function nameOfPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // An address that was written by hand.
    return part;
  }
}
