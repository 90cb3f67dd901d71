import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { buildInstance, sameUidOtherContent, truncated } from '../../../../scripts/phantom/index.ts';
import { counts, openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';

let base: string;
let sources: string;
let test: TestIntake;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'asides-'));
  sources = path.join(base, 'sources');
  mkdirSync(sources);
  test = openTestIntake(path.join(base, 'application'));
});
afterEach(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

function put(name: string, bytes: string | Uint8Array): string {
  const file = path.join(sources, name);
  writeFileSync(file, bytes);
  return file;
}
const whole = buildInstance({ InstanceNumber: 1, Rows: 32, Columns: 32 });
const files = {
  cut: truncated(buildInstance({ InstanceNumber: 2 })),
  nameless: buildInstance({ InstanceNumber: 3, SeriesInstanceUID: '' }),
  conflicting: sameUidOtherContent(whole),
};
const expected = [
  { reason: 'conflicting', size: files.conflicting.length },
  { reason: 'damaged', size: files.cut.length },
  { reason: 'missing-uid', size: files.nameless.length },
];
const byReason = () => test.quarantined().sort((one, other) => one.reason.localeCompare(other.reason));

describe('what an import cannot take', () => {
  it('is copied into quarantine with where it lay; the sources stay, and what is no DICOM is left aside', async () => {
    put('1.dcm', whole);
    await test.import(sources);
    for (const [name, bytes] of Object.entries(files)) put(name, bytes);
    put('notes.txt', 'no DICOM');
    const task = await test.import(sources);
    expect(task.counts).toEqual(counts({ 'already-there': 1, damaged: 2, conflicting: 1, 'not-dicom': 1 }));
    expect(byReason()).toMatchObject(expected);
    expect(byReason().map((one) => one.path)).toEqual(
      ['conflicting', 'cut', 'nameless'].map((name) => path.join(sources, name)),
    );
    expect(readFileSync(path.join(sources, 'cut')).equals(files.cut)).toBe(true);
    expect(test.leftovers()).toEqual([]);
    const door = test.intake.doors().doors.find((one) => one.door === 'import');
    expect(door?.counts).toMatchObject({ new: 1, conflicting: 1, quarantined: 3, refused: 0 });
  });

  it('is found conflicting within one batch as well, and kept once however often it is imported', async () => {
    put('1.dcm', whole);
    put('2.dcm', files.conflicting);
    expect((await test.import(sources)).counts).toEqual(counts({ new: 1, conflicting: 1 }));
    // Which of the two is first is not told, but the other one lies in quarantine.
    expect(test.quarantined()).toMatchObject([{ reason: 'conflicting', times: 1 }]);
    await test.import(sources);
    expect(test.quarantined()).toMatchObject([{ times: 2 }]);
    expect(test.leftovers()).toEqual([]);
  });

  it('is moved out of a ZIP archive, where it has no file of its own', async () => {
    put('1.dcm', whole);
    await test.import(sources);
    const zip = new ZipFile();
    for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name);
    zip.end();
    const archive = path.join(base, 'some.zip');
    await pipeline(zip.outputStream, createWriteStream(archive));
    await test.import(archive);
    expect(byReason()).toMatchObject(expected);
    expect(byReason()[1]?.path).toBe(`${archive} » cut`);
    expect(test.leftovers()).toEqual([]);
  });

  it('is told not to be in quarantine where that is full', async () => {
    test.setOptions({ quarantine: { maxBytes: 0, maxFiles: 0 } });
    put('1.dcm', whole);
    put('2.dcm', files.conflicting);
    put('3.dcm', files.cut);
    const task = await test.import(sources);
    const reasons = test.notes(task).map((note) => note.reason);
    expect(reasons).toHaveLength(2);
    for (const reason of reasons) expect(reason).toMatch(/The quarantine has no room for it/);
    const door = test.intake.doors().doors.find((one) => one.door === 'import');
    expect(door?.counts).toMatchObject({ quarantined: 0, refused: 1, conflicting: 1 });
    expect(test.leftovers()).toEqual([]);
  });
});
