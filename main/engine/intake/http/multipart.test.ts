import { describe, expect, it } from 'vitest';
import { readParts } from './multipart.ts';

/** The message in pieces of that many bytes, as a socket hands it on. */
async function* inPieces(message: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < message.length; at += size) yield message.subarray(at, at + size);
}

interface Read {
  headers: Record<string, string>;
  body: string;
}

async function readAll(message: string, size = message.length, boundary = 'b'): Promise<Read[]> {
  const parts: Read[] = [];
  for await (const part of readParts(inPieces(Buffer.from(message, 'latin1'), size), boundary)) {
    const pieces: Buffer[] = [];
    for await (const piece of part.body) pieces.push(Buffer.from(piece));
    parts.push({ headers: Object.fromEntries(part.headers), body: Buffer.concat(pieces).toString('latin1') });
  }
  return parts;
}

const twoParts =
  'preamble\r\n--b \t\r\nContent-Type: application/dicom;\r\n transfer-syntax=1.2\r\nX-A:  c \r\n\r\n' +
  'one\r\n--\r\n-b\r\n\r\n--b\r\n\r\n\r\n--b--\r\nepilogue';

describe('a multipart message', () => {
  it('is the same however the network cut it, also within a boundary', async () => {
    const expected = [
      {
        headers: { 'content-type': 'application/dicom; transfer-syntax=1.2', 'x-a': 'c' },
        body: 'one\r\n--\r\n-b\r\n',
      },
      { headers: {}, body: '' },
    ];
    for (let size = 1; size <= twoParts.length; size += 1) {
      expect(await readAll(twoParts, size)).toEqual(expected);
    }
  });

  it('keeps bytes that begin like a boundary, at every place in a part', async () => {
    const body = '\r\n--\r\r\n\r\n-\r\n--boundar\r\n--boundarx';
    const message = `--boundary\r\nA: 1\r\n\r\n${body}\r\n--boundary--`;
    for (let size = 1; size < 40; size += 1) {
      expect(await readAll(message, size, 'boundary')).toEqual([{ headers: { a: '1' }, body }]);
    }
  });

  it('goes on with the next part when who took the first one stopped in its middle', async () => {
    const message = Buffer.from(`--b\r\nA: 1\r\n\r\n${'x'.repeat(1000)}\r\n--b\r\nA: 2\r\n\r\nrest\r\n--b--`);
    const names: (string | undefined)[] = [];
    for await (const part of readParts(inPieces(message, 64), 'b')) {
      names.push(part.headers.get('a'));
      for await (const piece of part.body) if (piece.length > 0) break;
    }
    expect(names).toEqual(['1', '2']);
  });

  it('asks for no more of the source than is taken, so that a slow disk slows the sender', async () => {
    let given = 0;
    async function* source(): AsyncGenerator<Buffer> {
      yield Buffer.from('--b\r\nA: 1\r\n\r\n');
      for (; given < 1000; given += 1) yield Buffer.alloc(1024);
      yield Buffer.from('\r\n--b--');
    }
    for await (const part of readParts(source(), 'b')) {
      const body = part.body[Symbol.asyncIterator]();
      await body.next();
      expect(given).toBeLessThan(4);
      break;
    }
  });

  it.each([
    ['nothing at all', ''],
    ['an end in the middle of a part', '--b\r\nA: 1\r\n\r\nhalf of i'],
    ['an end in the middle of a header', '--b\r\nA: 1\r\n'],
    ['no last boundary', '--b\r\nA: 1\r\n\r\nbody\r\n--b\r\n'],
    ['another boundary than announced', '--c\r\nA: 1\r\n\r\nbody\r\n--c--'],
    ['a boundary with something behind it', '--bb\r\nA: 1\r\n\r\nbody\r\n--bb--'],
    ['a header without colon', '--b\r\nA 1\r\n\r\nbody\r\n--b--'],
    ['a header without end', `--b\r\nA: ${'x'.repeat(100_000)}`],
    ['blanks without end behind a boundary', `--b${' '.repeat(100_000)}\r\nA: 1\r\n\r\nbody\r\n--b--`],
    ['a preamble without end', 'x'.repeat(200_000)],
    ['an epilogue without end', `--b\r\nA: 1\r\n\r\nbody\r\n--b--${'x'.repeat(200_000)}`],
  ])('is refused with %s', async (_name, message) => {
    await expect(readAll(message, 1000)).rejects.toMatchObject({ status: 400 });
  });
});
