import { BadRequest } from './problems.ts';

/** Longest header block of a part, in bytes. */
const longestHeaders = 8 * 1024;
/** Most bytes before the first part and after the last one; nobody needs them. */
const longestPadding = 64 * 1024;
const lineEnd = Buffer.from('\r\n');
const blankLine = Buffer.from('\r\n\r\n');

/** One part of a multipart message (RFC 2046 section 5.1). */
export interface Part {
  /** Header fields by their names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Its bytes. What the taker leaves is skipped when the next part is asked for. */
  body: AsyncIterable<Buffer>;
}

/**
 * Reads a multipart message while it arrives. It keeps no more of it than one piece of the source and the length of
 * the boundary; the source is asked for the next piece only when who takes the parts wants more.
 * @throws BadRequest when the message is not well formed or ends too early
 */
export async function* readParts(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const pieces = source[Symbol.asyncIterator]();
  // The first delimiter may stand at the very beginning, without a line end before it.
  let held: Buffer = lineEnd;
  let isPastDelimiter = false;

  /** Adds the next piece of the source to what is held; false at its end. */
  async function more(): Promise<boolean> {
    const next = await pieces.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  }
  async function need(): Promise<void> {
    if (!(await more())) throw new BadRequest('The multipart message ends before its last boundary.');
  }
  /** Hands on what stands before the next delimiter, and steps behind that. */
  async function* untilDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = held.indexOf(delimiter);
      const safe = at === -1 ? held.length - delimiter.length + 1 : at;
      const ready = held.subarray(0, Math.max(safe, 0));
      held = held.subarray(at === -1 ? ready.length : at + delimiter.length);
      isPastDelimiter = at !== -1;
      if (ready.length > 0) yield ready;
      if (at !== -1) return;
      await need();
    }
  }
  /** Behind a delimiter: true when it was the last one. */
  async function isLast(): Promise<boolean> {
    for (let skipped = 0; ; skipped += 1) {
      while (held.length < 2) await need();
      if (held[0] === 0x2d && held[1] === 0x2d) return true;
      if (held[0] === 0x0d && held[1] === 0x0a) return false;
      const isBlank = held[0] === 0x20 || held[0] === 0x09;
      if (!isBlank || skipped > longestHeaders) {
        throw new BadRequest(
          'A boundary of the multipart message is followed by something else than a line end.',
        );
      }
      held = held.subarray(1);
    }
  }
  async function readHeaders(): Promise<Map<string, string>> {
    for (;;) {
      const end = held.indexOf(blankLine);
      if (end > longestHeaders || (end === -1 && held.length > longestHeaders)) {
        throw new BadRequest(`The header of a part is longer than ${longestHeaders} bytes.`);
      }
      if (end === -1) {
        await need();
        continue;
      }
      const headers = parseHeaders(held.toString('latin1', 0, end));
      held = held.subarray(end + blankLine.length);
      return headers;
    }
  }

  try {
    let padding = -lineEnd.length;
    for await (const before of untilDelimiter()) {
      padding += before.length;
      if (padding > longestPadding)
        throw new BadRequest('The multipart message does not begin with its boundary.');
    }
    while (!(await isLast())) {
      const headers = await readHeaders();
      isPastDelimiter = false;
      yield { headers, body: untilDelimiter() };
      if (!isPastDelimiter) for await (const rest of untilDelimiter()) void rest;
    }
    for (let after = 0; await more(); held = Buffer.alloc(0)) {
      after += held.length;
      if (after > longestPadding)
        throw new BadRequest('The multipart message goes on behind its last boundary.');
    }
  } finally {
    await pieces.return?.();
  }
}

function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  // A line that begins with a blank goes on from the one before.
  for (const line of text.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new BadRequest('The header of a part has a line without a colon.');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}
