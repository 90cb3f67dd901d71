import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { array, assert, asyncProperty, boolean, constant, constantFrom, integer, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readElementAt, readElements } from './readElements.ts';
import { readHeader } from './readHeader.ts';
import type { HeaderReading } from './readHeader.ts';
import { readTags } from './readTags.ts';
import { readValues } from './readValues.ts';
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
import { readTrustedHeader } from './trustedHeader.ts';

const mebibyte = 1024 * 1024;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'inflate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, ...bytes: Buffer[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.concat(bytes));
  return file;
}

async function read(file: string): Promise<HeaderReading> {
  const fd = openSync(file, 'r');
  try {
    return await readHeader(fd, statSync(file).size);
  } finally {
    closeSync(fd);
  }
}

/** Blocks of a deflated data set whose bytes stand `times` one after the other. */
function repeated(start: Buffer, block: Buffer, times: number): Buffer[] {
  const packed = (bytes: Buffer) => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  return [packed(start), ...Array.from<Buffer>({ length: times }).fill(packed(block)), deflateRawSync('')];
}

/**
 * The most that this thread worked without a turn for others while `work` was done, in ms of its own time, so that a
 * busy machine changes nothing; and the most memory of buffers, in bytes.
 */
async function watched<Result>(work: () => Promise<Result>) {
  const worked = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [last, longest, bytes] = [worked(), 0, 0];
  const before = process.memoryUsage().arrayBuffers;
  const look = () => {
    const now = worked();
    longest = Math.max(longest, now - last);
    last = now;
    bytes = Math.max(bytes, process.memoryUsage().arrayBuffers - before);
  };
  const timer = setInterval(look, 1);
  try {
    const result = await work();
    look();
    return { result, longest, bytes };
  } finally {
    clearInterval(timer);
  }
}

describe('a deflated object of 512 MiB', () => {
  const size = 512 * mebibyte;
  let file: string;
  beforeAll(() => {
    const head = element(0x7fe0_0010, 'OW', '', { length: size });
    const start = dataSet({}, [...imageTags(1024, 1024, {}, size / 2 / mebibyte), head]);
    file = fileOf('large', fileHead(syntaxes.deflated), ...repeated(start, Buffer.alloc(mebibyte, 7), 512));
  });

  it('is taken in small memory while others have their turn', { timeout: 60_000 }, async () => {
    const { result, longest, bytes } = await watched(() => read(file));
    expect(result).toMatchObject({ kind: 'instance', remark: null, header: { PatientID: 'P1' } });
    // Pieces that were looked through wait to be collected.
    expect(bytes).toBeLessThan(200 * mebibyte);
    // Some ms, and as much again for the collector of memory.
    expect(longest).toBeLessThan(100);
  });

  it('is damaged when its end is missing', { timeout: 60_000 }, async () => {
    const cut = path.join(folder, 'cut');
    copyFileSync(file, cut);
    truncateSync(cut, statSync(file).size - 1000);
    expect(await read(cut)).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/cannot be unpacked/),
    });
  });

  it('has its tags, elements and values read', { timeout: 60_000 }, async () => {
    expect(await readTags(file)).toMatchObject({ PatientID: 'P1', NumberOfFrames: '256', Rows: '1024' });
    const { elements, problem } = await readElements(file);
    expect(problem).toBeNull();
    expect(elements.at(-1)).toMatchObject({ keyword: 'PixelData', length: size, isCut: true });
    expect(elements.at(-1)?.value).toMatch(/^07 07( 07)+$/);
    expect(readValues(file, new Set([0x0010_0020, 0x0405_0010]))).toEqual(new Map([[0x0010_0020, 'P1']]));
  });

  it('has its header read at once where its digest tells that it is whole', () => {
    const fd = openSync(file, 'r');
    const { size: packed } = statSync(file);
    expect(readTrustedHeader(fd, packed)).toMatchObject({ header: { PatientID: 'P1', frames: 256 } });
    closeSync(fd);
  });
});

describe('what a small deflated file unpacks to', () => {
  it('is no more than 4 GiB', { timeout: 120_000 }, async () => {
    const start = dataSet({}, [element(0x7fe0_0010, 'OW', '', { length: 0xffff_fffe })]);
    const blocks = repeated(start, Buffer.alloc(16 * mebibyte), 257);
    const { result, bytes } = await watched(() =>
      read(fileOf('bomb', fileHead(syntaxes.deflated), ...blocks)),
    );
    expect(result).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/unpacks to more than 4 GiB/),
    });
    expect(bytes).toBeLessThan(200 * mebibyte);
  });

  it('are no more elements than memory has room for', { timeout: 60_000 }, async () => {
    const tiny = Buffer.concat(Array.from({ length: 100_000 }, () => element(0x0029_1010, 'SH', 'ab')));
    const blocks = repeated(dataSet(), tiny, 150);
    expect(await read(fileOf('tiny', fileHead(syntaxes.deflated), ...blocks))).toMatchObject({
      kind: 'damaged',
      reason: expect.stringMatching(/more than 128 MiB of elements beside its bulk data/),
    });
  });

  it('ends where its last block ends, whatever follows', async () => {
    const packed = deflateRawSync(dataSet());
    const rest = Buffer.alloc(3 * mebibyte, 5);
    const file = fileOf('rest', fileHead(syntaxes.deflated), packed, rest);
    expect(await read(file)).toMatchObject({ kind: 'instance', remark: null });
  });
});

describe('whatever is in a deflated data set', () => {
  interface Made {
    tag: number;
    vr: string;
    length: number;
    isOpen: boolean;
    items: Made[][];
  }
  /** Lengths around those from which something is dropped. */
  const lengths = [0, 2, 10, 64, 66, 300, 2_046, 2_050, 3_300, 16_500, 40_000, 300_000];
  const madeOf = (items: Arbitrary<Made[][]>): Arbitrary<Made> =>
    record({
      tag: constantFrom(0x0008_1140, 0x0009_1001, 0x0029_1010, 0x0032_1060, 0x0040_a730, 0x0054_0016),
      vr: constantFrom('LT', 'UT', 'OB', 'OW', 'UN', 'SQ', 'SQ', 'SQ'),
      length: constantFrom(...lengths),
      isOpen: boolean(),
      items,
    });
  const itemsOf = (made: Arbitrary<Made>) => array(array(made, { maxLength: 4 }), { maxLength: 3 });
  const made = madeOf(itemsOf(madeOf(itemsOf(madeOf(itemsOf(madeOf(constant([]))))))));

  function written({ tag, vr, length, isOpen, items }: Made): Buffer {
    const inItems = items.map((elements) => {
      const bytes = Buffer.concat(elements.map(written));
      return isOpen ? Buffer.concat([item(null), bytes, endOfItem()]) : item(bytes);
    });
    if (vr === 'SQ') {
      const bytes = Buffer.concat(inItems);
      if (!isOpen) return element(tag, 'SQ', bytes);
      return Buffer.concat([element(tag, 'SQ', '', { length: null }), bytes, endOfSequence()]);
    }
    return element(tag, vr, 'x'.repeat(vr === 'LT' ? Math.min(length, 65_534) : length));
  }

  it('is read as it is from one that is not', { timeout: 60_000 }, async () => {
    await assert(
      asyncProperty(array(made, { maxLength: 8 }), integer({ min: 0, max: 70_000 }), async (top, pixels) => {
        const more = [...top].sort((one, other) => one.tag - other.tag).map(written);
        const bytes = dataSet({}, [...more, element(0x7fe0_0010, 'OW', Buffer.alloc(pixels * 2, 9))]);
        const plain = fileOf('plain', fileHead(syntaxes.explicit), bytes);
        const deflated = fileOf('deflated', fileHead(syntaxes.deflated), deflateRawSync(bytes, { level: 1 }));

        expect(await whatIsRead(deflated)).toEqual(await whatIsRead(plain));
      }),
      { numRuns: 60 },
    );
  });

  async function whatIsRead(file: string) {
    const reading = await read(file);
    if (reading.kind !== 'instance') throw new Error(reading.reason);
    const { TransferSyntaxUID: _other, ...header } = reading.header;
    const {
      TransferSyntaxUID: _another,
      FileMetaInformationGroupLength: _length,
      ...tags
    } = await readTags(file);
    const { elements, problem } = await readElements(file);
    const paths = elements.filter(({ kind }) => kind === 'text').map((one) => one.path);
    const longest = await readElementAt(file, paths.at(-1) ?? '');
    const isOfDataSet = ({ path: at }: { path: string }) => !at.startsWith('0002');
    const values = readValues(file, new Set([0x0010_0020, 0x0029_1010, 0x0054_0016]));
    return { header, tags, elements: elements.filter(isOfDataSet), problem, longest, values };
  }
});
