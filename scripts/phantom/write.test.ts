import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseDicom } from 'dicom-parser';
import type { DataSet } from 'dicom-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPatients, phantomFiles, samplePatient, writePatients } from './index.ts';

const run = promisify(execFile);
const installed = (tool: string) => spawnSync(tool).error === undefined;

describe('the sample patient', () => {
  let folder: string;
  let files: string[];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'phantom-'));
    await writePatients([samplePatient()], folder);
    files = await filesBelow(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has two studies of different dates: a CT of 60 slices, an MR of two series', async () => {
    const series = new Map<string, number>();
    for (const file of files) {
      const data = await parseFile(file);
      const key = ['x00080020', 'x00080060', 'x00200011', 'x00280010', 'x00280011'].map((tag) =>
        tag.startsWith('x0028') ? data.uint16(tag) : data.string(tag),
      );
      series.set(key.join(' '), (series.get(key.join(' ')) ?? 0) + 1);
    }
    expect(Object.fromEntries(series)).toEqual({
      '20240311 CT 2 512 512': 60,
      '20240402 MR 3 256 256': 24,
      '20240402 MR 4 256 256': 24,
    });
  });

  it('shows each organ where its position says, in Hounsfield units', async () => {
    const slices = await Promise.all(files.filter((file) => file.includes('CT-1')).map(parseFile));
    // Patient coordinates in mm: left, back, head.
    expect(meanAround(slices, [-86, 28, 47.5])).toBeCloseTo(45, -1.5); // nodule of the lung
    expect(meanAround(slices, [-92, -10, -72.5])).toBeCloseTo(25, -1.5); // lesion of the liver
    expect(meanAround(slices, [-50, -40, -62.5])).toBeCloseTo(105, -1.5); // liver
    expect(meanAround(slices, [0, -180, 2.5])).toBeCloseTo(-1000, -1.5); // air
    expect(meanAround(slices, [0, 66, 2.5])).toBeGreaterThan(200); // vertebra
  });

  it.runIf(installed('dcmftest'))('is accepted by dcmftest, every file', async () => {
    const { stdout } = await run('dcmftest', files);
    expect(stdout.split('\n').filter((line) => line.startsWith('yes: '))).toHaveLength(files.length);
  });

  it.runIf(installed('dciodvfy'))('has no error by dciodvfy in any kind of image', async () => {
    const kinds = ['CT-1/2/0001.dcm', 'CT-1/2/0060.dcm', 'MR-1/3/0012.dcm', 'MR-1/4/0024.dcm'];
    for (const kind of kinds) {
      const { stderr } = await run('dciodvfy', [path.join(folder, 'DEMO-0001', kind)]);
      expect(stderr).toMatch(/^(CT|MR)Image/);
      expect(stderr).not.toContain('Error');
    }
  });

  it.runIf(installed('dcentvfy'))('says the same of patient, study and series in all its files', async () => {
    const { stdout, stderr } = await run('dcentvfy', files);
    expect(stdout + stderr).not.toContain('Error');
  });
});

describe('load patients', () => {
  it('have unique instances in as many patients, studies and series as asked for', () => {
    const shape = { patients: 2, studies: 2, series: 2, slices: 3, size: 16 };
    const files = [...phantomFiles(loadPatients(shape))];
    const data = files.map(({ head, pixels }) => parseDicom(Buffer.concat([head, pixels])));
    const distinct = (tag: string) => new Set(data.map((set) => set.string(tag))).size;
    expect([
      distinct('x00100020'),
      distinct('x0020000d'),
      distinct('x0020000e'),
      distinct('x00080018'),
    ]).toEqual([2, 4, 8, 24]);
    expect(new Set(files.map((file) => file.path)).size).toBe(24);
    expect(files[0]?.pixels).toBe(files[3]?.pixels); // one volume in memory, however many series
  });

  it('lie at distinct, evenly spaced positions even where pixels repeat in a long series', () => {
    const files = [...phantomFiles(loadPatients({ slices: 200, size: 8 }))];
    const heights = files.map(({ head }) =>
      Number(parseDicom(head, { untilTag: 'x7fe00010' }).string('x00200032')?.split('\\')[2]),
    );
    for (let index = 1; index < heights.length; index += 1) {
      expect((heights[index] ?? 0) - (heights[index - 1] ?? 0)).toBeCloseTo(1.5, 3);
    }
    expect(new Set(files.map((file) => file.pixels)).size).toBeLessThanOrEqual(64);
  });

  it('come out the same byte for byte each time, and different for another seed', () => {
    expect(digestOf('a')).toBe(digestOf('a'));
    expect(digestOf('a')).not.toBe(digestOf('b'));
  });
});

describe('writePatients', () => {
  it('stops at an abort with what is written so far', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'phantom-'));
    const abort = new AbortController();
    const writing = writePatients(loadPatients({ slices: 50, size: 8 }), folder, {
      inFlight: 1,
      signal: abort.signal,
      onFile: ({ files }) => files === 5 && abort.abort(),
    });
    await expect(writing).rejects.toThrow('aborted');
    expect(await filesBelow(folder)).toHaveLength(5);
    await rm(folder, { recursive: true, force: true });
  });
});

function digestOf(seed: string): string {
  const hash = createHash('sha256');
  for (const { path: name, head, pixels } of phantomFiles(loadPatients({ seed, slices: 3, size: 32 }))) {
    hash.update(name).update(head).update(pixels);
  }
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function parseFile(file: string): Promise<DataSet> {
  return parseDicom(await readFile(file));
}

/** Mean of 5 x 5 pixels in Hounsfield units, in the slice at the given height. */
function meanAround(slices: readonly DataSet[], [x, y, z]: readonly [number, number, number]): number {
  const numbers = (data: DataSet, tag: string) => (data.string(tag) ?? '').split('\\').map(Number);
  const slice = slices.find((data) => numbers(data, 'x00200032')[2] === z);
  const pixels = slice?.elements['x7fe00010'];
  if (!slice || !pixels) throw new Error(`No slice lies at ${z} mm.`);
  const [left = 0, top = 0] = numbers(slice, 'x00200032');
  const [rowSpacing = 1, columnSpacing = 1] = numbers(slice, 'x00280030');
  const column = Math.round((x - left) / columnSpacing);
  const row = Math.round((y - top) / rowSpacing);
  const values = Buffer.from(
    slice.byteArray.buffer,
    slice.byteArray.byteOffset + pixels.dataOffset,
    pixels.length,
  );
  let sum = 0;
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1)
      sum += values.readUInt16LE(2 * ((row + dy) * (slice.uint16('x00280011') ?? 0) + column + dx));
  }
  return (sum / 25) * Number(slice.string('x00281053')) + Number(slice.string('x00281052'));
}
