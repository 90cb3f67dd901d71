import { expect, test } from 'vitest';
import type { StackedInstance } from '../../../contract/index.ts';
import { kindOf, shownOf } from './kinds.ts';

const storage = '1.2.840.10008.5.1.4.1.1.';
const one = (
  SOPInstanceUID: string,
  end: string,
  TransferSyntaxUID = '1.2.840.10008.1.2',
): StackedInstance => ({
  SOPInstanceUID,
  SOPClassUID: end.startsWith('1.') ? end : `${storage}${end}`,
  TransferSyntaxUID,
  InstanceNumber: 1,
  size: 1,
  geometry: null,
  timePoint: null,
  frames: null,
});

test.each([
  ['2', 'image'],
  ['2.1', 'frames'],
  ['66.4', 'segmentation'],
  ['88.33', 'report'],
  ['88.59', 'report'],
  ['104.1', 'pdf'],
  ['481.3', 'structures'],
  ['14.1', 'frames'],
  ['481.23', 'frames'],
  ['481.14', 'plan'],
  ['67', 'raw'],
  ['78.2', 'raw'],
  ['81.1', 'image'],
  ['11.1', 'presentation'],
  ['9.1.1', 'waveform'],
  ['1.2.3', 'image'],
])('class %s is %s', (end, kind) => expect(kindOf(one('1', end))).toBe(kind));

test('a film is no stack of images, whatever its class', () => {
  expect(kindOf(one('1', '7', '1.2.840.10008.1.2.4.102'))).toBe('video');
  expect(kindOf(one('1', '7', '1.2.840.10008.1.2.4.90'))).toBe('image');
});

test('images are one stack where the first one stands, and what has frames stands alone', () => {
  const shown = shownOf([one('r', '88.11'), one('a', '2'), one('f', '2.1'), one('b', '2')]);
  expect(shown.map((part) => (part.is === 'stack' ? part.instances.length : part.kind))).toEqual([
    'report',
    2,
    'frames',
  ]);
});

test('a lone image is looked into, since old ones have frames in classes without', () => {
  expect(shownOf([one('a', '7')])).toMatchObject([{ is: 'object', kind: 'image' }]);
  expect(shownOf([])).toEqual([]);
});

test('what has frames in a class of single images stands alone, so that all of them can be seen', () => {
  const film = { ...one('f', '7'), frames: 40 };
  const shown = shownOf([{ ...one('a', '7'), frames: 1 }, film, one('b', '7')]);
  expect(shown).toMatchObject([
    { is: 'stack', instances: [{ SOPInstanceUID: 'a' }, { SOPInstanceUID: 'b' }] },
    { is: 'object', kind: 'image', instance: { SOPInstanceUID: 'f' } },
  ]);
});
