import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { readTags } from './readTags.ts';
import {
  dataSet,
  element,
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
  folder = mkdtempSync(path.join(os.tmpdir(), 'tags-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(bytes: Uint8Array): Promise<JsonObject> {
  const file = path.join(folder, `${counter++}`);
  writeFileSync(file, bytes);
  return readTags(file);
}
const readExplicit = (...more: Buffer[]) =>
  read(Buffer.concat([fileHead(syntaxes.explicit), dataSet({}, more)]));

function numbers(
  kind: 'Float' | 'Double' | 'UInt16' | 'Int16' | 'UInt32' | 'Int32',
  values: readonly number[],
): Buffer {
  const size = { Float: 4, Double: 8, UInt16: 2, Int16: 2, UInt32: 4, Int32: 4 }[kind];
  const bytes = Buffer.alloc(size * values.length);
  values.forEach((value, index) => bytes[`write${kind}LE`](value, index * size));
  return bytes;
}

describe('tags of an instance', () => {
  it('are those of the data set and of the file meta information, by keyword, without the pixels', async () => {
    const tags = await read(buildInstance({ PatientID: 'P7', ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'] }));
    expect(tags).toMatchObject({
      PatientID: 'P7',
      ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
      PixelSpacing: '1\\1',
      Rows: '4',
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      MediaStorageSOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    });
    expect(tags).not.toHaveProperty('PixelData');
    expect(tags).not.toHaveProperty('FileMetaInformationVersion');
  });

  // The expected texts are what Orthanc 1.10.1 gave for the same bytes.
  it('write numbers as Orthanc does', async () => {
    const tags = await readExplicit(
      element(
        0x0072_0074,
        'FD',
        numbers('Double', [0.1, 1e-10, 100, 1 / 3, 1e22, Number.NaN, Infinity, 5e-324]),
      ),
      element(0x0072_0076, 'FL', numbers('Float', [0.1, 1.5, 1e30, -0, 3, 1 / 3, 16777216, 123456.789])),
      element(0x0072_0078, 'UL', numbers('UInt32', [4294967295, 1])),
      element(0x0072_007a, 'US', numbers('UInt16', [65535])),
      element(0x0072_007c, 'SL', numbers('Int32', [-1, 2147483647])),
      element(0x0072_007e, 'SS', numbers('Int16', [-1, 5])),
      element(0x0028_0009, 'AT', Buffer.from([0x18, 0x00, 0x63, 0x10])),
    );
    expect(tags).toMatchObject({
      SelectorFDValue:
        '0.10000000000000001\\1e-10\\100\\0.33333333333333331\\1e+22\\nan\\inf\\4.9406564584124654e-324',
      SelectorFLValue:
        '0.10000000149011612\\1.5\\1.0000000150474662e+30\\-0\\3\\0.3333333432674408\\16777216\\123456.7890625',
      SelectorULValue: '4294967295\\1',
      SelectorUSValue: '65535',
      SelectorSLValue: '-1\\2147483647',
      SelectorSSValue: '-1\\5',
      FrameIncrementPointer: '0018,1063',
    });
  });

  it('trim texts as Orthanc does: up to a NUL, without trailing spaces, with leading ones', async () => {
    const tags = await readExplicit(
      element(0x0008_0008, 'CS', ' A\\ B \\C  '),
      element(0x0008_0050, 'SH', '  acc\0\0\0\0 '),
      element(0x0008_1030, 'LO', 'a\0b '),
      element(0x0008_103e, 'LO', '\t tab \t '),
      element(0x0010_1030, 'DS', ' 1 \\ 2 \\ 3  '),
      element(0x0010_4000, 'LT', '  lead\\back  \r\n '),
      element(0x0020_0011, 'IS', ''),
      element(0x0020_4000, 'LT', '\0\0'),
    );
    expect(tags).toMatchObject({
      ImageType: ' A\\ B \\C',
      AccessionNumber: '  acc',
      StudyDescription: 'a',
      SeriesDescription: '\t tab \t',
      PatientWeight: ' 1 \\ 2 \\ 3',
      PatientComments: '  lead\\back  \r\n',
      SeriesNumber: '',
      ImageComments: '',
    });
  });

  it('leave out bulk, private and unknown elements and texts over 256 bytes', async () => {
    const tags = await readExplicit(
      element(0x0009_0010, 'LO', 'CREATOR'),
      element(0x0009_1001, 'LO', 'private'),
      element(0x0008_5555, 'LO', 'unknown'),
      element(0x0010_2000, 'LO', 'ä'.repeat(129)),
      element(0x0010_2110, 'LO', 'x'.repeat(256)),
      element(0x0072_0065, 'OB', 'ab'),
      element(0x6000_3000, 'OW', 'ab'),
      element(0x6000_0010, 'US', numbers('UInt16', [2])),
    );
    expect(Object.keys(tags)).toEqual(expect.arrayContaining(['Allergies', 'OverlayRows']));
    expect(JSON.stringify(tags)).not.toMatch(/CREATOR|private|unknown|SelectorOB|OverlayData|MedicalAlerts/);
  });

  it('nest sequences, of defined and undefined length, with a character set of their own', async () => {
    const tags = await readExplicit(
      element(0x0008_1032, 'SQ', '', { length: null }),
      item(null),
      element(0x0008_0005, 'CS', 'ISO_IR 144'),
      element(0x0008_0104, 'LO', '\xbb\xee'),
      element(0x0009_1001, 'SQ', '', { length: null }),
      item(element(0x0008_0104, 'LO', 'private')),
      endOfSequence(),
      element(0x0040_0440, 'SQ', item(element(0x0008_0100, 'SH', 'X'))),
      endOfItem(),
      item(Buffer.alloc(0)),
      endOfSequence(),
      element(0x0008_103e, 'LO', '\xbb'),
      element(0x0008_1110, 'SQ', ''),
    );
    expect(tags).toMatchObject({
      ProcedureCodeSequence: [{ CodeMeaning: 'Лю', ProtocolContextSequence: [{ CodeValue: 'X' }] }, {}],
      SeriesDescription: '»',
      ReferencedStudySequence: [],
    });
  });

  it('go on behind an icon, whose pixels are not those of the image', async () => {
    const icon = [
      element(0x0088_0200, 'SQ', '', { length: null }),
      item(null),
      element(0x0028_0010, 'US', numbers('UInt16', [1])),
      element(0x7fe0_0010, 'OW', 'ab'),
      endOfItem(),
      endOfSequence(),
    ];
    const tags = await readExplicit(...icon, element(0x0400_0550, 'SQ', ''));
    expect(tags).toMatchObject({ IconImageSequence: [{ Rows: '1' }], ModifiedAttributesSequence: [] });
  });

  it('are read from implicit, big endian, deflated and headless files too', async () => {
    const signed = element(0x0028_0103, 'US', Buffer.from([1, 0]), { explicit: false });
    const least = element(0x0028_0106, 'SS', Buffer.from([0xfb, 0xff]), { explicit: false });
    const implicit = dataSet({ explicit: false }, [...imageTags(3, 5, { explicit: false }), signed, least]);
    const bigEndian = dataSet({ littleEndian: false }, imageTags(3, 5, { littleEndian: false }));
    const same = { PatientID: 'P1', Rows: '3', Columns: '5', BitsAllocated: '16' };
    expect(await read(Buffer.concat([fileHead(syntaxes.implicit), implicit]))).toMatchObject({
      ...same,
      SmallestImagePixelValue: '-5',
    });
    expect(await read(Buffer.concat([fileHead(syntaxes.bigEndian), bigEndian]))).toMatchObject(same);
    const deflated = Buffer.concat([
      fileHead(syntaxes.deflated),
      deflateRawSync(dataSet({}, imageTags(3, 5))),
    ]);
    expect(await read(deflated)).toMatchObject(same);
    expect(await read(implicit)).toMatchObject(same);
  });

  it('say which file cannot be read, as an error a person understands', async () => {
    await expect(readTags(path.join(folder, 'missing'))).rejects.toMatchObject({ code: 'disk-failed' });
    await expect(read(Buffer.from('no DICOM'))).rejects.toMatchObject({ code: 'disk-failed' });
  });
});
