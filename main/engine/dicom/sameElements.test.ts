import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { preambleAndMeta } from './fileMeta.ts';
import { haveSameElements } from './sameElements.ts';
import { element, endOfItem, endOfSequence, item } from './testing/bytes.ts';
import type { Writing } from './testing/bytes.ts';

const run = promisify(execFile);

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'same-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  big: '1.2.840.10008.1.2.2',
};
type Syntax = keyof typeof syntaxes;

/** What a data set of the tests may differ in. */
interface Content {
  name?: string;
  rows?: number;
  pixels?: readonly number[];
  nested?: string;
  more?: boolean;
}

/** How it is written, beside its transfer syntax. */
interface Form {
  delimited?: boolean;
  groupLength?: boolean;
  pixelVr?: 'OB' | 'OW';
  privateVr?: 'SQ' | 'UN';
}

let count = 0;
/** Writes a file with a standard and a private sequence, numbers of several widths, and 16-bit pixels. */
function write(syntax: Syntax, content: Content = {}, form: Form = {}): string {
  const {
    name = 'A^B',
    rows = 0x0102,
    pixels = [1, 0x0203, 0xff00],
    nested = 'inner',
    more = false,
  } = content;
  const { delimited = false, groupLength = false, pixelVr = 'OW', privateVr = 'SQ' } = form;
  const littleEndian = syntax !== 'big';
  const writing: Writing = { explicit: syntax !== 'implicit', littleEndian };
  const u16 = (values: readonly number[]) => {
    const bytes = Buffer.alloc(values.length * 2);
    values.forEach((value, index) =>
      littleEndian ? bytes.writeUInt16LE(value, index * 2) : bytes.writeUInt16BE(value, index * 2),
    );
    return bytes;
  };
  const f64 = (value: number) => {
    const bytes = Buffer.alloc(8);
    if (littleEndian) bytes.writeDoubleLE(value);
    else bytes.writeDoubleBE(value);
    return bytes;
  };
  function sequence(tag: number, inside: Buffer, vr = 'SQ', how = writing): Buffer {
    if (!delimited) return element(tag, vr, item(inside, littleEndian), how);
    const open = { ...how, length: null };
    const whole = Buffer.concat([
      item(null, littleEndian),
      inside,
      endOfItem(littleEndian),
      endOfSequence(littleEndian),
    ]);
    return element(tag, vr, whole, open);
  }
  const inImplicit: Writing = privateVr === 'UN' ? { explicit: false, littleEndian: true } : writing;
  const parts = [
    ...(groupLength ? [element(0x0008_0000, 'UL', Buffer.from([1, 2, 3, 4]), writing)] : []),
    element(0x0008_0018, 'UI', '1.2.3', writing),
    sequence(0x0008_1140, element(0x0008_1155, 'UI', '1.2.3.4', writing)),
    element(0x0009_0010, 'LO', 'OURS', writing),
    sequence(0x0009_1001, element(0x0009_1002, 'LO', nested, inImplicit), privateVr),
    element(0x0010_0010, 'PN', name, writing),
    element(0x0018_9087, 'FD', f64(1000.5), writing),
    element(0x0028_0010, 'US', u16([rows]), writing),
    ...(more ? [element(0x0028_0106, 'US', u16([1]), writing)] : []),
    element(0x7fe0_0010, pixelVr, u16(pixels), writing),
    ...(groupLength ? [element(0xfffc_fffc, 'OB', Buffer.alloc(10), writing)] : []),
  ];
  const dataSet = Buffer.concat(parts);
  const file = path.join(root, `${(count += 1)}.dcm`);
  const meta = preambleAndMeta({
    SOPClassUID: '1.2',
    SOPInstanceUID: '1.2.3',
    TransferSyntaxUID: syntaxes[syntax],
  });
  writeFileSync(file, Buffer.concat([meta, syntax === 'deflated' ? deflateRawSync(dataSet) : dataSet]));
  return file;
}

const all: Syntax[] = ['implicit', 'explicit', 'deflated', 'big'];
const pairs = all.flatMap((one) => all.map((other) => [one, other] as const));

describe('two files', () => {
  it.each(pairs)('with the same elements in %s and %s are the same', async (one, other) => {
    expect(await haveSameElements(write(one), write(other))).toBe(true);
    const delimited = write(other, {}, { delimited: true, groupLength: true });
    expect(await haveSameElements(write(one), delimited)).toBe(true);
    expect(await haveSameElements(delimited, write(one))).toBe(true);
  });

  it.each(pairs)('with another value in %s and %s are not', async (one, other) => {
    const changes: Content[] = [
      { name: 'A^C' },
      { rows: 0x0201 },
      { pixels: [1, 0x0302, 0xff00] },
      { pixels: [1, 0x0203] },
      { nested: 'other' },
      { more: true },
    ];
    for (const change of changes) {
      expect(await haveSameElements(write(one), write(other, change))).toBe(false);
      expect(await haveSameElements(write(one, change), write(other))).toBe(false);
    }
  });

  it('of which one lacks VRs that it did not know are the same', async () => {
    expect(await haveSameElements(write('explicit', {}, { privateVr: 'UN' }), write('implicit'))).toBe(true);
    const delimited = { delimited: true } as const;
    const unknown = write('explicit', {}, { ...delimited, privateVr: 'UN' });
    expect(await haveSameElements(unknown, write('deflated'))).toBe(true);
    const bytes = write('deflated', {}, { pixelVr: 'OB' });
    expect(await haveSameElements(bytes, write('implicit'))).toBe(true);
    expect(await haveSameElements(bytes, write('explicit'))).toBe(true);
    // Whose bytes may stand either way.
    expect(await haveSameElements(write('big', {}, { privateVr: 'UN' }), write('explicit'))).toBe(false);
  });

  it('of which one is cut short are not', async () => {
    const whole = write('explicit');
    const bytes = readFileSync(whole);
    for (const cut of [1, 2, 8, 20]) {
      const short = path.join(root, 'short.dcm');
      writeFileSync(short, bytes.subarray(0, bytes.length - cut));
      expect(await haveSameElements(short, write('implicit'))).toBe(false);
      expect(await haveSameElements(short, short)).toBe(false);
    }
    const broken = write('deflated');
    writeFileSync(broken, readFileSync(broken).subarray(0, -10));
    await expect(haveSameElements(broken, whole)).rejects.toThrow('unexpected end of file');
    await expect(haveSameElements(path.join(root, 'none'), whole)).rejects.toThrow('ENOENT');
  });

  it('nested without end are given up', async () => {
    const open = Buffer.concat([element(0x0008_1140, 'SQ', '', { length: null }), item(null)]);
    const file = path.join(root, 'deep.dcm');
    const head = readFileSync(write('explicit')).subarray(0, 132 + 12);
    writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 100_000 }, () => open)]));
    expect(await haveSameElements(file, file)).toBe(false);
  });

  it('of many megabytes are compared in small memory', async () => {
    const pixels = Array.from({ length: 3_000_000 }, (_, index) => index & 0xffff);
    const [one, other] = [write('explicit', { pixels }), write('big', { pixels })];
    pixels[2_999_999] = 7;
    expect(await haveSameElements(one, other)).toBe(true);
    expect(await haveSameElements(one, write('deflated', { pixels }))).toBe(false);
  });

  it('that dcmtk made of one another are the same', async () => {
    const plain = path.join(root, 'plain.dcm');
    writeFileSync(plain, buildInstance({ Rows: 300, Columns: 300 }));
    const forms: string[] = [];
    for (const syntax of ['+te', '+ti', '+tb', '+td']) {
      for (const lengths of ['+e', '-e']) {
        const form = path.join(root, `${syntax}${lengths}.dcm`);
        await run('dcmconv', [syntax, lengths, '+g', plain, form]);
        forms.push(form);
      }
    }
    for (const form of [plain, ...forms]) {
      for (const other of forms) expect(await haveSameElements(form, other)).toBe(true);
    }
  });
});
