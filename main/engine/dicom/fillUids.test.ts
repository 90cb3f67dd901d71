import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { fillUids } from './fillUids.ts';
import { readHeader } from './readHeader.ts';

/** What can be read of a file that lacks something. */
async function partOf(tags: Parameters<typeof buildInstance>[0]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'file');
  const bytes = buildInstance(tags);
  writeFileSync(file, bytes);
  const fd = openSync(file, 'r');
  try {
    const reading = await readHeader(fd, bytes.length);
    if (reading.kind !== 'damaged' || reading.part === null) throw new Error('It is not damaged');
    return reading.part;
  } finally {
    closeSync(fd);
  }
}
const noMeta = { MediaStorageSOPInstanceUID: '', contentHash: 'c0ffee' };

it('slices that lack the UID of their series stay one series, and those of another do not join it', async () => {
  const part = async (SeriesNumber: number, InstanceNumber: number) =>
    fillUids((await partOf({ SeriesInstanceUID: '', SeriesNumber, InstanceNumber })).header, noMeta)!;
  const [one, two, other] = [await part(1, 1), await part(1, 2), await part(2, 1)];
  expect(one.filled).toEqual(['SeriesInstanceUID']);
  expect(one.header.SeriesInstanceUID).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
  expect(two.header.SeriesInstanceUID).toBe(one.header.SeriesInstanceUID);
  expect(other.header.SeriesInstanceUID).not.toBe(one.header.SeriesInstanceUID);
  // What was there stays.
  expect(one.header.StudyInstanceUID).toBe((await partOf({ SeriesInstanceUID: '' })).header.StudyInstanceUID);
});

it('studies that lack their UID are told apart by patient and date, and the study tags have it as well', async () => {
  const study = async (PatientID: string) =>
    fillUids((await partOf({ StudyInstanceUID: '', PatientID })).header, noMeta)!.header;
  const { StudyInstanceUID } = await study('A');
  expect((await study('A')).StudyInstanceUID).toBe(StudyInstanceUID);
  expect((await study('B')).StudyInstanceUID).not.toBe(StudyInstanceUID);
  expect((await study('A')).studyTags['StudyInstanceUID']).toBe(StudyInstanceUID);
});

it('an instance gets its UID from its file meta information, else from its content', async () => {
  const { header } = await partOf({ SOPInstanceUID: '' });
  const fromMeta = fillUids(header, { ...noMeta, MediaStorageSOPInstanceUID: '1.2.3' });
  expect(fromMeta).toMatchObject({ header: { SOPInstanceUID: '1.2.3' }, filled: ['SOPInstanceUID'] });
  const [one, other] = ['aa', 'bb'].map((contentHash) => fillUids(header, { ...noMeta, contentHash }));
  expect(one?.header.SOPInstanceUID).not.toBe(other?.header.SOPInstanceUID);
});

it('nothing stands for the class of an object', async () => {
  expect(fillUids((await partOf({ SOPClassUID: '' })).header, noMeta)).toBeNull();
});
