import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TagElement } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { readElementAt, readElements } from './readElements.ts';
import {
  dataSet,
  element,
  encapsulated,
  endOfItem,
  endOfSequence,
  fileHead,
  imageTags,
  item,
  syntaxes,
} from './testing/bytes.ts';

let folder: string;
let counter = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'elements-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(bytes: Uint8Array): string {
  const file = path.join(folder, `${counter++}`);
  writeFileSync(file, bytes);
  return file;
}
const explicitFile = (...more: Buffer[]) =>
  fileOf(Buffer.concat([fileHead(syntaxes.explicit), dataSet({}, more)]));
async function elementsOf(...more: Buffer[]): Promise<Map<string, TagElement>> {
  const { elements } = await readElements(explicitFile(...more));
  return new Map(elements.map((one) => [one.path, one]));
}

describe('the elements of a file', () => {
  it('are all of them in their order, with the file meta information and without the pixels', async () => {
    const { elements, isCut, problem } = await readElements(fileOf(buildInstance({ PatientID: 'P7' })));
    expect({ isCut, problem }).toEqual({ isCut: false, problem: null });
    expect(elements[0]).toMatchObject({ tag: '(0002,0000)', vr: 'UL', kind: 'text' });
    const tags = elements.map(({ tag }) => tag);
    expect(tags).toEqual([...tags].sort());
    expect(elements.find(({ keyword }) => keyword === 'PatientID')).toMatchObject({ value: 'P7', vr: 'LO' });
    const pixels = elements.at(-1);
    expect(pixels).toMatchObject({ keyword: 'PixelData', kind: 'binary', length: 32 });
  });

  it.each([
    ['ISO_IR 100', 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
    ['ISO_IR 144', '\xbb\xee\xdace\xdc\xd1yp\xd3', 'Люкceмбypг'],
    ['ISO_IR 126', '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2', 'Διονυσιος'],
    ['ISO_IR 192', '\xe5\xb1\xb1\xe7\x94\xb0', '山田'],
    ['GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab', 'Wang^XiaoDong=王^小东'],
    [
      '\\ISO 2022 IR 87',
      'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    ],
    ['\\ISO 2022 IR 149', 'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7', 'Hong^Gildong=洪^吉洞'],
  ])('have their texts as they are meant in %s', async (characterSet, written, meant) => {
    const file = fileOf(
      Buffer.concat([
        fileHead(syntaxes.explicit),
        element(0x0008_0005, 'CS', characterSet),
        element(0x0010_0010, 'PN', written),
      ]),
    );
    const { elements } = await readElements(file);
    expect(elements.at(-1)).toMatchObject({ keyword: 'PatientName', value: meant });
  });

  it('use the character set that an item has of its own, and the outer one behind it', async () => {
    const found = await elementsOf(
      element(
        0x0040_a730,
        'SQ',
        item(
          Buffer.concat([
            element(0x0008_0005, 'CS', 'ISO_IR 192'),
            element(0x0040_a123, 'PN', 'J\xc3\xb6rg'),
          ]),
        ),
      ),
      element(0x0040_a123, 'PN', 'J\xf6rg'),
    );
    expect(found.get('0040A730[1].0040A123')).toMatchObject({ value: 'Jörg', depth: 2 });
    expect(found.get('0040A123')).toMatchObject({ value: 'Jörg', depth: 0 });
  });

  it('have sequences of every length with their items, nested and empty ones', async () => {
    const inner = element(0x0008_0104, 'LO', 'Lung');
    const nested = Buffer.concat([
      element(0x0040_a168, 'SQ', '', { length: null }),
      item(null),
      inner,
      endOfItem(),
      item(inner),
      endOfSequence(),
    ]);
    const found = await elementsOf(
      element(0x0040_a730, 'SQ', Buffer.concat([item(nested), item(Buffer.alloc(0))])),
      element(0x0040_a731, 'SQ', ''),
    );
    expect(found.get('0040A730')).toMatchObject({ kind: 'sequence', items: 2 });
    expect(found.get('0040A730[2]')).toMatchObject({ kind: 'item', items: 2, depth: 1 });
    expect(found.get('0040A730[1].0040A168')).toMatchObject({ items: 2, keyword: 'ConceptCodeSequence' });
    expect(found.get('0040A730[1].0040A168[2].00080104')).toMatchObject({ value: 'Lung', depth: 4 });
    expect(found.get('0040A731')).toMatchObject({ kind: 'sequence', items: 0 });
  });

  it('name private elements by their creator, in the block that it reserved and no other', async () => {
    const found = await elementsOf(
      element(0x0019_0010, 'LO', 'SIEMENS MR HEADER'),
      element(0x0019_0011, 'LO', 'somebody'),
      element(0x0019_100c, 'IS', '1000'),
      element(0x0019_110c, 'IS', '7'),
      element(0x0019_120c, 'IS', '8'),
    );
    expect(found.get('00190010')).toMatchObject({ keyword: 'PrivateCreator', value: 'SIEMENS MR HEADER' });
    expect(found.get('0019100C')).toMatchObject({
      keyword: 'BValue',
      creator: 'SIEMENS MR HEADER',
      value: '1000',
    });
    expect(found.get('0019110C')).toMatchObject({ keyword: '', creator: 'somebody', value: '7' });
    expect(found.get('0019120C')).toMatchObject({ keyword: '', creator: '' });
  });

  it('show private texts without a VR as texts, and bytes that are none in hexadecimal', async () => {
    const implicit = { explicit: false };
    const file = fileOf(
      Buffer.concat([
        fileHead(syntaxes.implicit),
        dataSet(implicit, [
          element(0x0029_0010, 'LO', 'ACME', implicit),
          element(0x0029_1001, 'UN', 'plain words', implicit),
          element(0x0029_1002, 'UN', Buffer.from([0, 1, 254, 255]), implicit),
        ]),
      ]),
    );
    const { elements } = await readElements(file);
    expect(elements.at(-2)).toMatchObject({ kind: 'text', value: 'plain words', creator: 'ACME' });
    expect(elements.at(-1)).toMatchObject({ kind: 'binary', value: '00 01 fe ff', length: 4, isCut: false });
  });

  it('give numbers as numbers, also big-endian ones and those in a deflated data set', async () => {
    const big = { littleEndian: false };
    const files = [
      Buffer.concat([fileHead(syntaxes.bigEndian), dataSet(big, imageTags(512, 300, big))]),
      Buffer.concat([fileHead(syntaxes.deflated), deflateRawSync(dataSet({}, imageTags(512, 300)))]),
    ];
    for (const bytes of files) {
      const { elements } = await readElements(fileOf(bytes));
      expect(elements.find(({ keyword }) => keyword === 'Rows')).toMatchObject({ value: '512', vr: 'US' });
      expect(elements.find(({ keyword }) => keyword === 'Columns')).toMatchObject({ value: '300' });
    }
  });

  it('count the fragments of compressed pixels, and go on behind them', async () => {
    const found = await elementsOf(
      encapsulated([Buffer.alloc(10), Buffer.alloc(20)]),
      element(0xfffc_fffc, 'OB', Buffer.alloc(4)),
    );
    expect(found.get('7FE00010')).toMatchObject({ kind: 'binary', items: 2, length: 30 });
    expect(found.get('FFFCFFFC')).toMatchObject({ keyword: 'DataSetTrailingPadding' });
  });

  it('cut long values, and hand them out whole when asked', async () => {
    const long = 'Wörter '.repeat(20_000);
    const file = explicitFile(
      element(0x0008_0005, 'CS', 'ISO_IR 100'),
      element(0x0040_a160, 'UT', long),
      element(0x0042_0011, 'OB', Buffer.alloc(100_000, 0xab)),
    );
    const { elements } = await readElements(file);
    const text = elements.find(({ keyword }) => keyword === 'TextValue');
    expect(text).toMatchObject({ isCut: true, length: long.length });
    expect(text!.value).toBe(long.slice(0, 400));
    expect(elements.at(-1)).toMatchObject({ kind: 'binary', isCut: true, length: 100_000 });
    expect(await readElementAt(file, '0040A160')).toMatchObject({ value: long.trimEnd(), isCut: false });
    expect(await readElementAt(file, '00404040')).toBeNull();
  });

  it('end where the file ends, with the reason', async () => {
    const cut = element(0x0040_a160, 'UT', 'a text that goes on', { length: 4000 });
    const { elements, problem } = await readElements(explicitFile(cut));
    expect(problem).toContain('ends');
    expect(elements.find(({ keyword }) => keyword === 'PatientID')).toBeDefined();
  });

  it('of a file that nests without end are listed as far as is sensible, not until the memory is full', async () => {
    const deep = Array.from({ length: 5000 }, () => [
      element(0x0040_a730, 'SQ', '', { length: null }),
      item(null),
    ]);
    const { elements } = await readElements(explicitFile(...deep.flat()));
    expect(elements.length).toBeLessThan(1000);
  });

  it('are not read from what is no DICOM file', async () => {
    await expect(readElements(fileOf(Buffer.from('no DICOM at all')))).rejects.toMatchObject({
      code: 'disk-failed',
    });
    await expect(readElements(path.join(folder, 'none'))).rejects.toMatchObject({ code: 'disk-failed' });
  });
});
