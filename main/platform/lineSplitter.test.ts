import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineSplitter } from './index.ts';

describe('splitting a stream into lines', () => {
  it('gives the same lines however the bytes are cut, multi-byte characters included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((line) => !line.includes('\n'))),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (lines, cuts) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const seen: string[] = [];
          const split = lineSplitter(1000, (line) => seen.push(line));
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const length = cuts[turn % cuts.length] ?? 1;
            expect(split(bytes.subarray(at, at + length))).toBe(true);
            at += length;
          }
          expect(seen).toEqual(lines);
        },
      ),
    );
  });

  it('gives up on a line that is too long instead of keeping it all', () => {
    const split = lineSplitter(10, () => undefined);
    expect(split(Buffer.from('0123456789'))).toBe(true);
    expect(split(Buffer.from('0'))).toBe(false);
  });
});
