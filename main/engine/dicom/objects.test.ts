import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHeader } from './readHeader.ts';
import type { HeaderReading } from './readHeader.ts';
import { readTags } from './readTags.ts';
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
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'objects-'));
  file = path.join(folder, 'file.dcm');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Uint8Array): Promise<HeaderReading> {
  writeFileSync(file, bytes);
  const fd = openSync(file, 'r');
  try {
    return await readHeader(fd, bytes.length);
  } finally {
    closeSync(fd);
  }
}
const sopClass = (end: string) => `1.2.840.10008.5.1.4.1.1.${end}`;
/** A file of that SOP class. */
function object(end: string, more: readonly Buffer[], syntax: string = syntaxes.explicit): Buffer {
  return Buffer.concat([fileHead(syntax, sopClass(end)), dataSet({}, more)]);
}
const u16 = (value: number) => Buffer.from([value & 0xff, value >>> 8]);
const floats = (count: number) => element(0x7fe0_0008, 'OF', Buffer.alloc(count * 4, 1));
/** A sequence with one item, both of undefined length. */
const open = (tag: number, ...content: Buffer[]) =>
  Buffer.concat([
    element(tag, 'SQ', '', { length: null }),
    item(null),
    ...content,
    endOfItem(),
    endOfSequence(),
  ]);
const closed = (tag: number, ...content: Buffer[]) => element(tag, 'SQ', item(Buffer.concat(content)));

const functionalGroups = (frames: number) => [
  closed(0x5200_9229, open(0x0028_9110, element(0x0028_0030, 'DS', String.raw`0.5\0.5`))),
  element(
    0x5200_9230,
    'SQ',
    Buffer.concat(
      Array.from({ length: frames }, (_, index) =>
        item(closed(0x0020_9113, element(0x0020_0032, 'DS', `0\\0\\${index}`))),
      ),
    ),
  ),
];
const oneBit = [
  element(0x0028_0002, 'US', u16(1)),
  element(0x0028_0008, 'IS', '2'),
  element(0x0028_0010, 'US', u16(3)),
  element(0x0028_0011, 'US', u16(3)),
  element(0x0028_0100, 'US', u16(1)),
];
const contour = closed(
  0x3006_0039,
  closed(0x3006_0040, element(0x3006_0050, 'DS', Array.from({ length: 3000 }, (_, n) => n).join('\\'))),
);
const content = (depth: number): Buffer =>
  depth === 0
    ? element(0x0040_a160, 'UT', 'finding')
    : open(0x0040_a730, element(0x0040_a040, 'CS', 'CONTAINER'), content(depth - 1));

describe('objects of every kind are taken', () => {
  it.each<[string, Buffer]>([
    [
      'an enhanced MR of many frames',
      object('4.1', [
        ...imageTags(4, 4, {}, 3),
        ...functionalGroups(3),
        element(0x7fe0_0010, 'OW', Buffer.alloc(96)),
      ]),
    ],
    [
      'a compressed enhanced CT',
      object(
        '2.1',
        [...imageTags(4, 4, {}, 2), ...functionalGroups(2), encapsulated([Buffer.alloc(8), Buffer.alloc(8)])],
        syntaxes.jpeg,
      ),
    ],
    [
      'a segmentation of single bits that fill no byte',
      object('66.4', [...oneBit, element(0x7fe0_0010, 'OB', Buffer.alloc(4))]),
    ],
    ['an image of floats', object('30', [...imageTags(2, 2), floats(4)])],
    ['a structured report', object('88.33', [content(12)])],
    ['a structure set with long contours', object('481.3', [contour])],
    [
      'a dose of 32 bits',
      object('481.2', [
        element(0x0028_0010, 'US', u16(2)),
        element(0x0028_0011, 'US', u16(2)),
        element(0x0028_0100, 'US', u16(32)),
        element(0x7fe0_0010, 'OW', Buffer.alloc(16)),
      ]),
    ],
    ['a document', object('104.1', [element(0x0042_0011, 'OB', Buffer.from('%PDF-1.7 of odd length'))])],
    ['a waveform', object('9.1.1', [closed(0x5400_0100, element(0x5400_1010, 'OW', Buffer.alloc(100)))])],
    ['spectroscopy', object('4.2', [element(0x5600_0020, 'OF', Buffer.alloc(64))])],
    [
      'a private class',
      Buffer.concat([
        fileHead(syntaxes.explicit, '1.3.12.2.1107.5.9.1'),
        dataSet({}, [element(0x0029_1010, 'UN', Buffer.alloc(500))]),
      ]),
    ],
  ])('%s', async (_kind, bytes) => {
    expect(await read(bytes)).toMatchObject({ kind: 'instance', remark: null, header: { PatientID: 'P1' } });
    // Cut anywhere near its end it is not.
    expect((await read(bytes.subarray(0, -3))).kind).toBe('damaged');
  });
});

describe('what real devices write against the standard is read', () => {
  it('texts under a VR that is not theirs, unknown or of no standard', async () => {
    const bytes = Buffer.concat([
      fileHead(syntaxes.explicit),
      element(0x0008_0016, 'UI', sopClass('2')),
      element(0x0008_0018, 'UN', '1.2.3.4'),
      element(0x0008_0060, 'LO', 'CT'),
      element(0x0010_0010, 'UN', 'Name^Unknown'),
      element(0x0010_0020, 'ZZ', 'P9'),
      element(0x0020_000d, 'LO', '1.2.3.1 '),
      element(0x0020_000e, 'UI', ' 1.2.3.2'),
      element(0x0020_0013, 'SH', ' 7 '),
    ]);
    expect(await read(bytes)).toMatchObject({
      kind: 'instance',
      header: {
        PatientName: 'Name^Unknown',
        PatientID: 'P9',
        Modality: 'CT',
        SOPInstanceUID: '1.2.3.4',
        StudyInstanceUID: '1.2.3.1',
        SeriesInstanceUID: '1.2.3.2',
        InstanceNumber: 7,
      },
    });
    expect(await readTags(file)).toMatchObject({ PatientName: 'Name^Unknown', PatientID: 'P9' });
  });

  it('values that are too long, dates of other kinds, and UIDs with letters or of more than 64', async () => {
    const uid = `1.2.${'3'.repeat(90)}`;
    const bytes = Buffer.concat([
      fileHead(syntaxes.explicit),
      element(0x0008_0016, 'UI', sopClass('2')),
      element(0x0008_0018, 'UI', uid),
      element(0x0008_0020, 'DA', '1993.04.30'),
      element(0x0008_0030, 'TM', '10:20:30.123456789'),
      element(0x0008_0050, 'SH', 'A'.repeat(200)),
      element(0x0010_0020, 'LO', 'P'.repeat(500)),
      element(0x0020_000d, 'UI', '1.2.840.A.1'),
      element(0x0020_000e, 'UI', '1.2.3.2'),
      element(0x0020_0013, 'IS', '12345678901234567890'),
    ]);
    expect(await read(bytes)).toMatchObject({
      kind: 'instance',
      header: {
        SOPInstanceUID: uid,
        StudyDate: '1993.04.30',
        StudyTime: '10:20:30.123456789',
        AccessionNumber: 'A'.repeat(200),
        PatientID: 'P'.repeat(500),
        StudyInstanceUID: '1.2.840.A.1',
        InstanceNumber: null,
      },
    });
  });

  it('files without patient id, name, dates and numbers, which are filed by their UIDs alone', async () => {
    const bytes = Buffer.concat([
      fileHead(syntaxes.explicit),
      element(0x0008_0018, 'UI', '1.2.3.4'),
      element(0x0020_000d, 'UI', '1.2.3.1'),
      element(0x0020_000e, 'UI', '1.2.3.2'),
    ]);
    expect(await read(bytes)).toMatchObject({
      kind: 'instance',
      header: { PatientID: '', PatientName: '', SOPClassUID: sopClass('2'), InstanceNumber: null },
    });
  });

  it('group lengths, elements out of order and overlays behind the pixels', async () => {
    const bytes = Buffer.concat([
      fileHead(syntaxes.explicit),
      element(0x0008_0000, 'UL', Buffer.from([9, 9, 9, 9])),
      dataSet({}, [...imageTags(2, 2), element(0x7fe0_0010, 'OW', Buffer.alloc(8))]),
      element(0xfffc_fffc, 'OB', Buffer.alloc(30)),
    ]);
    expect(await read(bytes)).toMatchObject({ kind: 'instance', remark: null });
    const unsorted = Buffer.concat([
      fileHead(syntaxes.explicit),
      element(0x0020_000d, 'UI', '1.2.3.1'),
      element(0x0020_000e, 'UI', '1.2.3.2'),
      element(0x0010_0020, 'LO', 'P1'),
      element(0x0008_0018, 'UI', '1.2.3.4'),
    ]);
    expect(await read(unsorted)).toMatchObject({ kind: 'instance', header: { PatientID: 'P1' } });
  });
});
