import { parseDicom } from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { decimalString, encodeDataset } from './encode.ts';
import { explicitLittleEndian, filePrefix } from './file.ts';
import { uidOf } from './uid.ts';

const prefix = filePrefix({ SOPClassUID: '1.2.3', SOPInstanceUID: '1.2.3.4' });
const parse = (dataset: Buffer) => parseDicom(Buffer.concat([prefix, dataset]));

describe('encodeDataset', () => {
  it('writes elements in ascending order of tag, whatever order they are given in', () => {
    const bytes = encodeDataset({ Rows: 4, PatientID: 'A1', SOPClassUID: '1.2' }, [
      { tag: 0x00090010, vr: 'LO', value: 'OWN' },
    ]);
    expect(Object.keys(parse(bytes).elements).filter((tag) => tag > 'x0003')).toEqual([
      'x00080016',
      'x00090010',
      'x00100020',
      'x00280010',
    ]);
  });

  it('pads odd text with a space, odd UIDs with a zero', () => {
    expect(encodeDataset({ PatientID: 'ABC' }).subarray(-4).toString('latin1')).toBe('ABC ');
    expect(encodeDataset({ StudyInstanceUID: '1.2' }).subarray(-4).toString('latin1')).toBe('1.2\0');
  });

  it('writes a sequence that a reader finds the items of, and goes on behind it', () => {
    const data = parse(
      encodeDataset({
        RequestAttributesSequence: [{ ScheduledProcedureStepID: 'S1' }, { ScheduledProcedureStepID: 'S2' }],
        PixelData: Buffer.alloc(2, 7),
      }),
    );
    const items = data.elements['x00400275']?.items ?? [];
    expect(items.map((item) => item.dataSet?.string('x00400009'))).toEqual(['S1', 'S2']);
    expect(data.elements['x7fe00010']?.length).toBe(2);
  });

  it('takes the bytes of a Buffer as they are, so that tests can write any character set', () => {
    const name = Buffer.from([0xc4, 0x5e, 0xd6, 0x20]);
    expect(encodeDataset({ PatientName: name }).subarray(-4)).toEqual(name);
  });

  it('leaves undefined out and writes an empty value for empty text', () => {
    const data = parse(encodeDataset({ PatientID: undefined, PatientName: '' }));
    expect(data.elements['x00100020']).toBeUndefined();
    expect(data.elements['x00100010']?.length).toBe(0);
  });

  it('refuses a keyword it would otherwise drop silently', () => {
    const misspelt: object = { PatientId: 'X' };
    expect(() => encodeDataset(misspelt)).toThrow('no element "PatientId"');
  });
});

it('a decimal string keeps to the 16 characters of DS', () => {
  const values = [0.1 + 0.2, -1 / 3, 1e-7 / 3, 123456.7891234567, -1234567890123456, 5, -0.5];
  for (const value of values) {
    expect(decimalString(value).length).toBeLessThanOrEqual(16);
    expect(Number(decimalString(value)) / value).toBeCloseTo(1, 8);
  }
});

it('the file meta information states its own length and the transfer syntax', () => {
  const data = parse(encodeDataset({ PatientID: 'X' }));
  expect(data.uint32('x00020000')).toBe(prefix.length - 128 - 4 - 12);
  expect(data.string('x00020010')).toBe(explicitLittleEndian);
});

it('a UID keeps to 64 characters of a valid 2.25 root, equal for equal parts only', () => {
  const uids = ['a', 'b', 'ab', 1, '1'].map((part) => uidOf(part));
  expect(new Set([...uids, uidOf('a', 'b')]).size).toBe(6);
  expect(uidOf('a', 1)).toBe(uidOf('a', 1));
  for (const uid of uids) expect(uid).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
});
