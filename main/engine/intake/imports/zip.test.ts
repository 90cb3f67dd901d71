import { createWriteStream, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import {
  buildInstance,
  sameUidOtherContent,
  truncated,
  withoutMeta,
} from '../../../../scripts/phantom/index.ts';
import { counts, openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';

let base: string;
let test: TestIntake;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'zip-'));
  test = openTestIntake(path.join(base, 'application'));
});
afterEach(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

interface Packed {
  name: string;
  bytes: Uint8Array;
  /** Unix mode with file type. */
  mode?: number;
  compress?: boolean;
}

/** Packs a ZIP archive; its path. */
async function pack(name: string, entries: readonly Packed[]): Promise<string> {
  const file = path.join(base, name);
  const zip = new ZipFile();
  for (const { name, bytes, mode = 0o100644, compress = true } of entries) {
    zip.addBuffer(Buffer.from(bytes), name, { mode, compress });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}
/** Changes bytes of a file wherever they stand, keeping its length. */
function patch(file: string, from: string | Buffer, to: string | Buffer): void {
  const bytes = readFileSync(file);
  const [wanted, instead] = [Buffer.from(from), Buffer.from(to)];
  expect(instead.length).toBe(wanted.length);
  let changes = 0;
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1), changes++)
    instead.copy(bytes, at);
  expect(changes).toBeGreaterThan(0);
  writeFileSync(file, bytes);
}
const slices = (count: number): Packed[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `study/series/${index + 1}.dcm`,
    bytes: buildInstance({ InstanceNumber: index + 1 }),
  }));

describe('a ZIP archive', () => {
  it('is looked at entry by entry, with counts and reasons as for files', async () => {
    const file = await pack('study.zip', [
      ...slices(70),
      { name: 'readme.txt', bytes: Buffer.from('read me') },
      { name: 'empty', bytes: Buffer.alloc(0) },
      { name: 'cut.dcm', bytes: truncated(buildInstance({ InstanceNumber: 300 })) },
      { name: 'headless', bytes: withoutMeta(buildInstance({ InstanceNumber: 301 })) },
    ]);
    const task = await test.import(file);
    expect(task).toMatchObject({
      state: 'succeeded',
      done: 74,
      total: 74,
      counts: counts({ new: 71, 'not-dicom': 2, damaged: 1 }),
    });
    expect(test.notes(task).map((note) => [note.path, note.outcome])).toEqual([
      [`${file} » cut.dcm`, 'damaged'],
      [`${file} » empty`, 'not-dicom'],
      [`${file} » headless`, 'new'],
      [`${file} » readme.txt`, 'not-dicom'],
    ]);
    expect(test.files()).toHaveLength(71);
    expect(test.leftovers()).toEqual([]);
    const [first] = test.archive.instancesOfSeries(1);
    expect(readFileSync(first!.file).equals(buildInstance({ InstanceNumber: 1 }))).toBe(true);
  });

  it('is recognised by its content when it is chosen itself, by its name inside folders', async () => {
    const file = await pack('no-ending', slices(2));
    expect((await test.import(file)).counts).toEqual(counts({ new: 2 }));
    writeFileSync(path.join(base, 'a.zip'), buildInstance({ InstanceNumber: 50 }));
    const task = await test.import(path.join(base, 'a.zip'));
    expect(task).toMatchObject({ done: 1, total: 1, counts: counts({ new: 1 }) });
  });

  it('with entries that the archive has, or in two versions, tells them apart', async () => {
    const one = buildInstance({});
    const file = await pack('twice.zip', [
      { name: 'a', bytes: one },
      { name: 'a', bytes: one },
      { name: 'b', bytes: sameUidOtherContent(one) },
    ]);
    expect((await test.import(file)).counts).toEqual(counts({ new: 1, 'already-there': 1, conflicting: 1 }));
    const again = await test.import(file);
    expect(again.counts).toEqual(counts({ 'already-there': 2, conflicting: 1 }));
    expect(test.notes(again).map((note) => note.path)).toEqual([
      `${file} » a`,
      `${file} » a (2)`,
      `${file} » b`,
    ]);
    expect(test.leftovers()).toEqual([]);
  });
});

describe('a hostile ZIP archive', () => {
  it('with names that lead out of it writes nothing there and takes the rest', async () => {
    const evil = buildInstance({ InstanceNumber: 90 });
    const file = await pack('evil.zip', [
      { name: 'xx/xx/outside-1', bytes: evil },
      { name: 'Xabsolute-1', bytes: evil },
      { name: 'C_/windows-1', bytes: evil },
      ...slices(1),
    ]);
    patch(file, 'xx/xx/outside-1', '../../outside-1');
    patch(file, 'Xabsolute-1', '/absolute-1');
    patch(file, 'C_/windows-1', 'C:/windows-1');
    const task = await test.import(file);
    expect(task.counts).toEqual(counts({ new: 1, refused: 3 }));
    expect(new Set(test.notes(task).map((note) => note.reason))).toEqual(
      new Set([expect.stringMatching(/leads out of the archive/)]),
    );
    expect(
      readdirSync(base, { recursive: true }).filter((name) => /outside-1|windows-1/.test(String(name))),
    ).toEqual([]);
  });

  it('with a symbolic link does not follow it', async () => {
    const file = await pack('link.zip', [
      { name: 'link', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 },
      ...slices(1),
    ]);
    const task = await test.import(file);
    expect(task.counts).toEqual(counts({ new: 1, refused: 1 }));
    expect(test.notes(task)[0]?.reason).toMatch(/symbolic link/);
  });

  it('with encrypted entries says so', async () => {
    const file = await pack('secret.zip', [{ name: 'secret', bytes: buildInstance({}), compress: false }]);
    const bytes = readFileSync(file);
    // General purpose flags of the local and the central header.
    for (const [mark, offset] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const) {
      const at = bytes.indexOf(mark, 0, 'latin1') + offset;
      bytes.writeUInt16LE(bytes.readUInt16LE(at) | 1, at);
    }
    writeFileSync(file, bytes);
    const task = await test.import(file);
    expect(test.notes(task)).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(/encrypted/) },
    ]);
  });

  it('inside another is refused and not unpacked without end', async () => {
    const inner = readFileSync(await pack('inner.zip', slices(1)));
    const task = await test.import(await pack('outer.zip', [{ name: 'inner.zip', bytes: inner }]));
    expect(test.notes(task)).toMatchObject([
      { outcome: 'refused', reason: expect.stringMatching(/packed itself/) },
    ]);
  });

  it('that says less of an entry than it holds cannot fill the disk', async () => {
    const bytes = buildInstance({ Rows: 512, Columns: 512 });
    const file = await pack('bomb.zip', [{ name: 'bomb', bytes }]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    patch(file, size, Buffer.from([0, 4, 0, 0]));
    const task = await test.import(file);
    expect(test.notes(task)).toMatchObject([{ outcome: 'damaged' }]);
    expect(test.leftovers()).toEqual([]);
  });
});

describe('a damaged ZIP archive', () => {
  it('that ends too early is one damaged file', async () => {
    const file = await pack('cut.zip', slices(5));
    writeFileSync(file, readFileSync(file).subarray(0, -200));
    const task = await test.import(file);
    expect(task).toMatchObject({ state: 'succeeded', done: 1, total: 1, counts: counts({ damaged: 1 }) });
    expect(test.notes(task)).toMatchObject([{ path: file, reason: expect.stringMatching(/cannot be read/) }]);
  });

  it('with a changed bit in an entry does not bring changed pixels into the archive', async () => {
    const good = buildInstance({ InstanceNumber: 1 });
    const file = await pack('bit.zip', [
      { name: '1.dcm', bytes: good, compress: false },
      ...slices(2).slice(1),
    ]);
    const bytes = readFileSync(file);
    const lastPixel = bytes.indexOf(good.subarray(-20)) + 19;
    bytes[lastPixel] = (bytes[lastPixel] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const task = await test.import(file);
    expect(task.counts).toEqual(counts({ new: 1, damaged: 1 }));
    expect(test.notes(task)).toMatchObject([
      { path: `${file} » 1.dcm`, reason: expect.stringMatching(/is damaged/) },
    ]);
    expect(test.leftovers()).toEqual([]);
  });
});
