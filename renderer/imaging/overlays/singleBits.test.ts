import { expect, test } from 'vitest';
import { bitsOf, decodeRle } from './singleBits.ts';

/** A frame of RLE with one segment (PS3.5 Annex G). */
const frame = (...segment: number[]) => {
  const header = new Uint8Array(64);
  new DataView(header.buffer).setUint32(0, 1, true);
  new DataView(header.buffer).setUint32(4, 64, true);
  return Uint8Array.from([...header, ...segment]);
};

test('runs, literals and what does nothing are decoded as PS3.5 G.3.2 has them', () => {
  expect([...decodeRle(frame(254, 1, 2, 9, 8, 7, 128, 255, 0), 100)]).toEqual([1, 1, 1, 9, 8, 7, 0, 0]);
});

test('nothing is decoded beyond the frame, nor where the data end', () => {
  expect([...decodeRle(frame(129, 5), 3)]).toEqual([5, 5, 5]);
  expect([...decodeRle(frame(5, 1, 2), 100)]).toEqual([1, 2]);
  expect([...decodeRle(frame(9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 4)]).toEqual([1, 2, 3, 4]);
});

test('what is no single segment is refused', () => {
  expect(() => decodeRle(new Uint8Array(10), 8)).toThrow('shorter than its RLE header');
  expect(() => decodeRle(new Uint8Array(64), 8)).toThrow('one segment');
});

test('bits are counted from the lowest, across bytes', () => {
  expect([...bitsOf(Uint8Array.from([0b1000_0001, 0b0000_0010]), 6, 5)]).toEqual([0, 1, 0, 1, 0]);
});
