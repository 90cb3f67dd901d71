import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { element, encapsulated, fileHead, item } from '../dicom/testing/index.ts';
import { compareTags } from './compareTags.ts';

let folder: string;
let counter = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'compare-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(...elements: Buffer[]): string {
  const file = path.join(folder, `${counter++}`);
  writeFileSync(
    file,
    Buffer.concat([fileHead('1.2.840.10008.1.2.1'), element(0x0008_0016, 'UI', '1.2'), ...elements]),
  );
  return file;
}
const code = (meaning: string) => item(element(0x0008_0104, 'LO', meaning));
async function differing(left: string, right: string): Promise<unknown[]> {
  const { rows } = await compareTags(left, right);
  return rows
    .filter(({ differs }) => differs)
    .map((row) => [row.path, row.left?.value ?? null, row.right?.value ?? null]);
}

it('finds nothing that differs in the same elements', async () => {
  const file = fileOf(element(0x0010_0010, 'PN', 'A'));
  const { rows, differing: count, isCut } = await compareTags(file, file);
  expect({ count, isCut }).toEqual({ count: 0, isCut: false });
  expect(rows.length).toBeGreaterThan(3);
});

it('puts elements of either side in the order of their tags, items by their number and not their letters', async () => {
  const eleven = Array.from({ length: 11 }, (_, index) => code(`code ${index}`));
  const left = fileOf(element(0x0010_0020, 'LO', 'P'), element(0x0040_a730, 'SQ', Buffer.concat(eleven)));
  const right = fileOf(
    element(0x0010_0010, 'PN', 'N'),
    element(0x0040_a730, 'SQ', Buffer.concat([...eleven.slice(0, 9), code('other')])),
    element(0x0040_a731, 'LO', 'x'),
  );
  expect(await differing(left, right)).toEqual([
    ['00100010', null, 'N'],
    ['00100020', 'P', null],
    ['0040A730', '', ''],
    ['0040A730[10].00080104', 'code 9', 'other'],
    ['0040A730[11]', '', null],
    ['0040A730[11].00080104', 'code 10', null],
    ['0040A731', null, 'x'],
  ]);
  const { rows } = await compareTags(left, right);
  const places = rows.map((row) => row.path);
  expect(places.indexOf('0040A730')).toBeLessThan(places.indexOf('0040A730[1]'));
  expect(places.indexOf('0040A730[2]')).toBeLessThan(places.indexOf('0040A730[10]'));
});

it('sees a difference behind what is shown of a long value', async () => {
  const long = 'x'.repeat(5000);
  const left = fileOf(element(0x0040_a160, 'UT', `${long}a`));
  const right = fileOf(element(0x0040_a160, 'UT', `${long}b`));
  const { rows } = await compareTags(left, right);
  const row = rows.find(({ keyword }) => keyword === 'TextValue');
  expect(row).toMatchObject({ differs: true, isWhole: true, left: { isCut: true } });
});

it('says where a value is too large to be compared as a whole', async () => {
  const bytes = Buffer.alloc(100_000);
  const left = fileOf(element(0x0042_0011, 'OB', bytes), encapsulated([Buffer.alloc(4)]));
  bytes[99_999] = 1;
  const right = fileOf(element(0x0042_0011, 'OB', bytes), encapsulated([Buffer.alloc(4, 1)]));
  const { rows, differing: count } = await compareTags(left, right);
  expect(count).toBe(0);
  expect(rows.filter(({ isWhole }) => !isWhole).map(({ keyword }) => keyword)).toEqual([
    'EncapsulatedDocument',
    'PixelData',
  ]);
});

it('says that compressed images are not compared as a whole, whichever side has them', async () => {
  const plain = fileOf(element(0x0010_0010, 'PN', 'A'));
  const images = fileOf(element(0x0010_0010, 'PN', 'A'), encapsulated([Buffer.alloc(4)]));
  for (const [left, right] of [
    [plain, images],
    [images, plain],
  ] as const) {
    const { rows } = await compareTags(left, right);
    expect(rows.find(({ keyword }) => keyword === 'PixelData')).toMatchObject({
      differs: true,
      isWhole: false,
    });
  }
});
