import { expect, test } from 'vitest';
import { hexDump } from './hexDump.ts';

test('lines of sixteen bytes stand below one another, and bytes that are no text are dots', () => {
  const bytes = Buffer.concat([Buffer.from('DICM'), Buffer.from([0, 0x7f, 0xff]), Buffer.alloc(10, 'x')]);
  expect(hexDump(bytes.toString('base64')).split('\n')).toEqual([
    '000000  44 49 43 4d 00 7f ff 78 78 78 78 78 78 78 78 78  DICM...xxxxxxxxx',
    '000010  78                                               x',
  ]);
});

test('an empty file has no lines', () => {
  expect(hexDump('')).toBe('');
});
