import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInstance, truncated, withoutMeta, withoutPreamble } from '../../../scripts/phantom/index.ts';
import { readHeader } from './readHeader.ts';
import type { HeaderReading } from './readHeader.ts';
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
  folder = mkdtempSync(path.join(os.tmpdir(), 'header-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(bytes: Uint8Array): Promise<HeaderReading> {
  const file = path.join(folder, `${counter++}`);
  writeFileSync(file, bytes);
  return readFile(file);
}
async function readFile(file: string): Promise<HeaderReading> {
  const fd = openSync(file, 'r');
  try {
    return await readHeader(fd, statSync(file).size);
  } finally {
    closeSync(fd);
  }
}
function instance(reading: HeaderReading) {
  if (reading.kind !== 'instance') throw new Error(`no instance but ${reading.kind}: ${reading.reason}`);
  return reading;
}
const explicitFile = (...more: Buffer[]) => Buffer.concat([fileHead(syntaxes.explicit), dataSet({}, more)]);
const pixels = (bytes: number) => element(0x7fe0_0010, 'OW', Buffer.alloc(bytes, 1));

describe('the header of a good file', () => {
  it('has what patient, study, series and instance are filed by', async () => {
    const { header, form, remark } = instance(
      await read(
        buildInstance({
          PatientID: 'P7',
          InstanceNumber: 12,
          SeriesDescription: 'Thorax',
          StudyDate: '20240311',
        }),
      ),
    );
    expect(header).toMatchObject({
      PatientID: 'P7',
      PatientName: 'Phantom^Test',
      InstanceNumber: 12,
      SeriesDescription: 'Thorax',
      Modality: 'CT',
      StudyDate: '20240311',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      patientTags: {
        PatientID: 'P7',
        PatientName: 'Phantom^Test',
        PatientSex: 'O',
        PatientBirthDate: '19700101',
      },
    });
    expect(header.studyTags['StudyInstanceUID']).toBe(header.StudyInstanceUID);
    expect(form.prefix).toBeNull();
    expect(form.contentAt).toBe(0);
    expect(remark).toBeNull();
  });

  it('is the same in every transfer syntax that writes elements differently', async () => {
    const bigEndian = { littleEndian: false };
    const files = {
      explicit: explicitFile(),
      implicit: Buffer.concat([fileHead(syntaxes.implicit), dataSet({ explicit: false })]),
      bigEndian: Buffer.concat([fileHead(syntaxes.bigEndian), dataSet(bigEndian)]),
      deflated: Buffer.concat([fileHead(syntaxes.deflated), deflateRawSync(dataSet())]),
    };
    const headers = Object.entries(files).map(
      async ([name, bytes]) => [name, instance(await read(bytes)).header] as const,
    );
    const { explicit, ...others } = Object.fromEntries(await Promise.all(headers));
    expect(explicit).toMatchObject({ PatientID: 'P1', SOPInstanceUID: '1.2.3.4', InstanceNumber: 7 });
    for (const header of Object.values(others)) {
      expect({ ...header, TransferSyntaxUID: syntaxes.explicit }).toEqual(explicit);
    }
  });

  it('is found behind a private element of many megabytes, without reading that', async () => {
    const large = Buffer.concat([
      fileHead(syntaxes.explicit),
      element(0x0008_0018, 'UI', '1.2.3.4'),
      element(0x0009_1001, 'OB', Buffer.alloc(20_000_000)),
      dataSet(),
    ]);
    expect(instance(await read(large)).header.PatientID).toBe('P1');
  });

  it('is read through sequences of undefined length, private and UN ones too', async () => {
    const nested = [
      element(0x0009_1001, 'UN', '', { length: null }),
      item(null),
      element(0x0009_1002, 'LO', 'inside', { explicit: false }),
      endOfItem(),
      endOfSequence(),
      element(0x0040_0275, 'SQ', '', { length: null }),
      item(null),
      element(0x0008_1110, 'SQ', '', { length: null }),
      item(element(0x0020_000d, 'UI', '9.9.9')),
      endOfSequence(),
      endOfItem(),
      endOfSequence(),
    ];
    const reading = instance(await read(explicitFile(...nested, ...imageTags(2, 2), pixels(8))));
    expect(reading.header.StudyInstanceUID).toBe('1.2.3.1');
    expect(reading.remark).toBeNull();
  });

  it('survives ten thousand nested sequences, which crash other readers', async () => {
    const depth = 10_000;
    const opening = Buffer.concat([element(0x0040_0275, 'SQ', '', { length: null }), item(null)]);
    const closing = Buffer.concat([endOfItem(), endOfSequence()]);
    const nested = Buffer.concat([
      ...Array.from({ length: depth }, () => opening),
      ...Array.from({ length: depth }, () => closing),
    ]);
    expect((await read(explicitFile(nested))).kind).toBe('instance');
  });

  it('takes trailing padding for what it is', async () => {
    const padded = Buffer.concat([explicitFile(...imageTags(2, 2), pixels(8)), Buffer.alloc(300)]);
    expect(instance(await read(padded)).remark).toBeNull();
    expect(instance(await read(Buffer.concat([explicitFile(), Buffer.alloc(4)]))).remark).toBeNull();
    const large = Buffer.concat([explicitFile(...imageTags(2, 2), pixels(8)), Buffer.alloc(300_000)]);
    expect(instance(await read(large)).remark).toMatch(/300000 bytes behind its data set belong to nothing/);
  });
});

describe('a file without preamble or file meta information', () => {
  it('gets the preamble in front when that is all it lacks', async () => {
    const whole = buildInstance({});
    const { form, remark } = instance(await read(withoutPreamble(whole)));
    expect(form.contentAt).toBe(0);
    expect(form.prefix).toEqual(whole.subarray(0, 132).fill(0, 0, 128));
    expect(remark).toMatch(/preamble/);
  });

  it.each([
    ['explicit', withoutMeta(buildInstance({})), syntaxes.explicit],
    ['implicit', dataSet({ explicit: false }), syntaxes.implicit],
    ['big endian', dataSet({ littleEndian: false }), syntaxes.bigEndian],
  ])('is recognised as %s by its first elements and gets a readable head', async (_name, bytes, syntax) => {
    const { header, form, remark } = instance(await read(bytes));
    expect(header.TransferSyntaxUID).toBe(syntax);
    expect(remark).toMatch(/no file meta information/);
    const kept = Buffer.concat([form.prefix ?? Buffer.alloc(0), bytes.subarray(form.contentAt)]);
    const again = instance(await read(kept));
    expect(again.header).toEqual(header);
    expect(again.form.prefix).toBeNull();
    expect(kept.subarray(again.form.dataSetAt).equals(bytes)).toBe(true);
  });

  it('gets a new head when its own names no transfer syntax', async () => {
    const head = Buffer.concat([
      Buffer.alloc(128),
      Buffer.from('DICM'),
      element(0x0002_0003, 'UI', '1.2.3.4'),
    ]);
    const { header, form } = instance(await read(Buffer.concat([head, dataSet()])));
    expect(header.TransferSyntaxUID).toBe(syntaxes.explicit);
    expect(form.contentAt).toBe(head.length);
  });

  it('is not guessed to be DICOM when it has no UIDs', async () => {
    expect((await read(element(0x0008_0060, 'CS', 'CT'))).kind).toBe('not-dicom');
  });
});

describe('a file whose data set is written in another way than it declares', () => {
  it('is taken with a remark', async () => {
    const lying = Buffer.concat([fileHead(syntaxes.explicit), dataSet({ explicit: false })]);
    const { header, remark } = instance(await read(lying));
    expect(header.PatientID).toBe('P1');
    expect(remark).toMatch(/another way/);
  });
});

describe('what is not DICOM is told apart', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), /is empty/],
    ['a text', Buffer.from('PatientID,StudyDate\r\nÄ,2024\n'), /text file/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'), /PNG/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /gzip; unpack/],
    ['a NIfTI image', Buffer.concat([Buffer.alloc(344, 1), Buffer.from('n+1\0')]), /NIfTI/],
    ['random bytes', Buffer.from([0x80, 1, 2, 3, 0, 0, 0, 5, 9, 9, 9, 9, 9, 9]), /neither the mark/],
    ['one byte', Buffer.from([8]), /not DICOM/],
  ])('%s', async (_name, bytes, reason) => {
    const reading = await read(bytes);
    expect(reading).toEqual({ kind: 'not-dicom', reason: expect.stringMatching(reason) });
  });

  it('a DICOMDIR, which is DICOM but only an index', async () => {
    const bytes = buildInstance({ SOPClassUID: '1.2.840.10008.1.3.10' });
    expect(await read(bytes)).toMatchObject({
      kind: 'not-dicom',
      isDicomDir: true,
      reason: expect.stringMatching(/only an index/),
    });
  });

  it('but not by a preamble that is the start of a TIFF (PS3.10 7.1)', async () => {
    const file = buildInstance({});
    file.write('II*\0', 0, 'latin1');
    expect((await read(file)).kind).toBe('instance');
  });
});

describe('a damaged file', () => {
  const whole = buildInstance({ Rows: 64, Columns: 64 });

  it('says where it ends when it was cut inside its pixels', async () => {
    expect(await read(truncated(whole))).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/ends inside its pixel data: \d+ of 8192 bytes are there/),
    });
  });

  it('is seen in native pixel data that is shorter than rows and columns say', async () => {
    const short = explicitFile(...imageTags(10, 10), pixels(100));
    expect(await read(short)).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/100 bytes .* need 200/),
    });
  });

  it('is not seen in native subsampled colour, which stores two samples for three', async () => {
    const colour = explicitFile(
      element(0x0028_0002, 'US', Buffer.from([3, 0])),
      element(0x0028_0004, 'CS', 'YBR_FULL_422'),
      element(0x0028_0010, 'US', Buffer.from([10, 0])),
      element(0x0028_0011, 'US', Buffer.from([10, 0])),
      element(0x0028_0100, 'US', Buffer.from([8, 0])),
      pixels(200),
    );
    expect((await read(colour)).kind).toBe('instance');
  });

  it('is seen in fragments that stop too early, and not where only the closing mark is missing', async () => {
    const head = fileHead(syntaxes.jpeg);
    const file = (frames: number, fragments: number, closed: boolean) =>
      Buffer.concat([
        head,
        dataSet({}, [
          ...imageTags(8, 8, {}, frames),
          encapsulated(
            Array.from({ length: fragments }, () => Buffer.alloc(50)),
            closed,
          ),
        ]),
      ]);
    expect(await read(file(3, 3, true))).toMatchObject({ kind: 'instance', remark: null });
    expect(await read(file(3, 3, false))).toMatchObject({
      kind: 'instance',
      remark: expect.stringMatching(/not marked/),
    });
    expect(await read(file(3, 2, false))).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/2 fragments/),
    });
    expect(await read(file(3, 3, true).subarray(0, -30))).toMatchObject({ kind: 'damaged' });
  });

  it('is seen without pixels too: in the last element, inside a sequence, in a deflated data set', async () => {
    const report = explicitFile(element(0x0040_a160, 'UT', 'x'.repeat(1000)));
    expect((await read(report.subarray(0, -10))).kind).toBe('damaged');
    const open = explicitFile(element(0x0040_a730, 'SQ', '', { length: null }), item(null));
    expect(await read(open)).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/before .* is closed/),
    });
    const deflated = Buffer.concat([fileHead(syntaxes.deflated), deflateRawSync(dataSet())]);
    expect((await read(deflated.subarray(0, -20))).kind).toBe('damaged');
    expect(await read(fileHead(syntaxes.explicit))).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/before its data set begins/),
    });
  });

  it('belongs to no patient: the reason says what it is', async () => {
    const SOPClassUID = '1.2.840.10008.5.1.4.39.1';
    const palette = buildInstance({ SOPClassUID, SeriesInstanceUID: '', StudyInstanceUID: '' });
    expect(await read(palette)).toMatchObject({
      kind: 'damaged',
      code: 'missing-uid',
      reason: expect.stringMatching(/of no patient \(color palettes\)/),
    });
  });

  it('has no UIDs: the reason names the one that is missing', async () => {
    expect(await read(buildInstance({ SeriesInstanceUID: '' }))).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/SeriesInstanceUID/),
    });
    expect((await read(buildInstance({ SOPInstanceUID: 'a\\b' }))).kind).toBe('damaged');
  });
});

describe('a file of 2 GiB', () => {
  function sparse(start: Uint8Array, size: number): string {
    const file = path.join(folder, `${counter++}`);
    const fd = openSync(file, 'w');
    writeSync(fd, start);
    ftruncateSync(fd, size);
    closeSync(fd);
    return file;
  }
  const size = 2 * 1024 ** 3 + 4096;

  it('that is no DICOM is told at once', async () => {
    expect((await readFile(sparse(Buffer.from('no DICOM\0'), size))).kind).toBe('not-dicom');
  });

  it('that is all zeros behind its header is damaged, and not walked through for minutes', async () => {
    expect(await readFile(sparse(explicitFile(), size))).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/only zeros/),
    });
  });

  it('that is an instance is read by its header alone', async () => {
    const frames = Math.floor((size - 4096) / (1024 * 1024 * 2));
    const start = explicitFile(
      ...imageTags(1024, 1024, {}, frames),
      element(0x7fe0_0010, 'OW', '', { length: frames * 1024 * 1024 * 2 }),
    );
    const file = sparse(start, start.length + frames * 1024 * 1024 * 2);
    expect((await readFile(file)).kind).toBe('instance');
  });
});
