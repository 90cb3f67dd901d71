/** Which bytes of a file an answer has: both ends are part of it. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Which bytes a request asks for by its Range header (RFC 9110, section 14.1.2): one range only.
 * @returns null for the whole file, where there is no header or one that is not understood; `none` where the file has
 *   none of the bytes
 */
export function askedRange(header: string | null, size: number): ByteRange | null | 'none' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'none' : { start: size - count, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size) return 'none';
  return start > end ? null : { start, end };
}
