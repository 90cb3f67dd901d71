import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { array, assert, asyncProperty, nat, tuple, uint8Array } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
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
  filingElements,
  imageTags,
  item,
  syntaxes,
} from './testing/bytes.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'malformed-'));
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
/** Reads everything that the engine reads of a file; only the errors that are promised may come. */
async function readAll(bytes: Uint8Array): Promise<HeaderReading> {
  const reading = await read(bytes);
  await readTags(file).catch((cause: unknown) => {
    if (!(cause instanceof EngineError)) throw cause;
  });
  return reading;
}

const sequence = Buffer.concat([
  element(0x0040_0275, 'SQ', '', { length: null }),
  item(null),
  element(0x0008_1110, 'SQ', item(element(0x0008_1155, 'UI', '1.2.3'))),
  endOfItem(),
  endOfSequence(),
]);
const frames = encapsulated([Buffer.alloc(9, 1), Buffer.alloc(8, 1), Buffer.alloc(7, 1)]);
const bigEndian = { littleEndian: false };
/** Files of different make as their head and the elements of their top level. */
const files: Record<string, [head: Buffer, ...elements: Buffer[]]> = {
  image: [
    fileHead(syntaxes.explicit),
    ...filingElements(),
    ...imageTags(4, 4),
    sequence,
    element(0x7fe0_0010, 'OW', Buffer.alloc(32, 1)),
  ],
  compressed: [fileHead(syntaxes.jpeg), ...filingElements(), ...imageTags(4, 4, {}, 3), sequence, frames],
  implicit: [fileHead(syntaxes.implicit), ...filingElements({ explicit: false })],
  'big endian': [fileHead(syntaxes.bigEndian), ...filingElements(bigEndian), ...imageTags(4, 4, bigEndian)],
  deflated: [fileHead(syntaxes.deflated), deflateRawSync(dataSet({}, [sequence]))],
  headless: [Buffer.alloc(0), ...filingElements(), sequence],
};

describe.each(Object.entries(files))('a file of make "%s"', async (_make, parts) => {
  const bytes = Buffer.concat(parts);

  it('is never taken for whole when it was cut inside an element', { timeout: 120_000 }, async () => {
    const takenCuts: number[] = [];
    let whole = 0;
    for (const part of parts) {
      for (let more = 1; more < part.length; more++) {
        const isPadding = part.subarray(0, more).every((byte) => byte === 0);
        const reading = await readAll(bytes.subarray(0, whole + more));
        // All fragments can be there without the mark of their end, which is told.
        const isTold = reading.kind === 'instance' && reading.remark !== null && part === frames;
        if (reading.kind === 'instance' && !isPadding && !isTold) takenCuts.push(whole + more);
      }
      whole += part.length;
    }
    expect(takenCuts).toEqual([]);
    expect((await read(bytes)).kind).toBe('instance');
  });

  it('is read or refused whatever bytes of it are wrong, without an error that nobody expects', async () => {
    const flips = array(tuple(nat(bytes.length - 1), nat(255)), { minLength: 1, maxLength: 12 });
    await assert(
      asyncProperty(flips, async (changes) => {
        const wrong = Buffer.from(bytes);
        for (const [at, value] of changes) wrong[at] = value;
        const reading = await readAll(wrong);
        const reason = reading.kind === 'instance' ? 'The file is good.' : reading.reason;
        expect(reason).toMatch(/^The file .*\.$/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('bytes that are no file of anybody', () => {
  it('are refused whatever they are', async () => {
    await assert(
      asyncProperty(uint8Array({ maxLength: 600 }), async (bytes) => {
        expect((await readAll(bytes)).kind).toBe('not-dicom');
      }),
      { numRuns: 300 },
    );
  });

  it('are refused or damaged behind the mark of DICOM', async () => {
    const head = fileHead(syntaxes.explicit);
    await assert(
      asyncProperty(uint8Array({ maxLength: 600 }), async (bytes) => {
        expect((await readAll(Buffer.concat([head, bytes]))).kind).toBe('damaged');
      }),
      { numRuns: 300 },
    );
  });
});
