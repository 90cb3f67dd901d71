import { expect, test } from 'vitest';
import { imageTypeOf, isDicom, previewOf } from './kindOf.ts';
import { readTable } from './readTable.ts';

test.each([
  ['out/mask.nii.gz', 100, 'nifti'],
  ['a.NII', 100, 'nifti'],
  ['report.PDF', 100, 'pdf'],
  ['table.tsv', 100, 'table'],
  ['x.svg', 100, 'image'],
  ['notes.md', 100, 'markdown'],
  ['notes.txt', 100, 'text'],
  ['model.pt', 100, undefined],
  ['.json', 100, 'json'],
  ['nii', 100, undefined],
])('%s is shown as what it is', (path, size, kind) => expect(previewOf(path, size)?.kind).toBe(kind));

test('a file that would fill the memory of the window is not loaded into it', () => {
  expect(previewOf('a.json', 1024 ** 3)).toEqual({ kind: 'json', isTooLarge: true });
  expect(previewOf('a.nii.gz', 200 * 1024 ** 2)?.isTooLarge).toBe(false);
  expect([imageTypeOf('a.JPG'), imageTypeOf('a'), isDicom('b.dcm'), isDicom('dcm')]).toEqual([
    'image/jpeg',
    'application/octet-stream',
    true,
    false,
  ]);
});

test('a table is read with quotes, line breaks and separators in its cells, and a mark at its beginning', () => {
  expect(readTable('\uFEFFa,b\r\n"x, ""y""\nz",2\r\n\r\n,\n', 'a.csv')).toEqual({
    header: ['a', 'b'],
    rows: [
      ['x, "y"\nz', '2'],
      ['', ''],
    ],
    isCut: false,
  });
  expect(readTable('a;b\n1,5;2', 'a.csv').rows).toEqual([['1,5', '2']]);
  expect(readTable('a,b\tc\n1\t2', 'a.tsv').header).toEqual(['a,b', 'c']);
  expect(readTable('"never ended', 'a.csv').header).toEqual(['never ended']);
  expect(readTable('', 'a.csv')).toEqual({ header: [], rows: [], isCut: false });
});

test('of a long table the first rows are shown, and it is said that there are more', () => {
  const table = readTable(`h\n${'1\n'.repeat(5000)}`, 'a.csv');
  expect(table.rows).toHaveLength(500);
  expect(table.isCut).toBe(true);
});
