import { expect, test } from 'vitest';
import { folderIn, joinPath } from './folderIn.ts';

test.each([
  ['/data', 'Brain', '/data/Brain'],
  ['/data/ ', ' Brain ', '/data/Brain'],
  ['/', 'Brain', '/Brain'],
  ['D:\\studies\\', 'Brain', 'D:\\studies\\Brain'],
  ['D:/studies', 'Brain', 'D:/studies/Brain'],
  ['\\\\server\\share', 'Brain', '\\\\server\\share\\Brain'],
])('in %s, %s has the folder %s', (base, name, folder) => {
  expect(folderIn(base, name)).toBe(folder);
});

test('a drive alone is a folder as well', () => {
  expect([joinPath('D:\\', 'lung.zip'), joinPath('/', 'lung.zip')]).toEqual(['D:\\lung.zip', '/lung.zip']);
});

test('without a base folder the engine chooses', () => {
  expect(folderIn('  ', 'Brain')).toBeUndefined();
});
