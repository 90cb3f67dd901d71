import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { middleInstance, overlaysOfStudy, seriesForViewer } from './viewer.ts';

let root: string;
let test: TestArchive;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'viewer-'));
  test = openTestArchive(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

const segmentation = '1.2.840.10008.5.1.4.1.1.66.4';
async function take(...files: Buffer[]): Promise<void> {
  const staged = await Promise.all(files.map((bytes) => test.stage(bytes)));
  await test.archive.take(staged, () => undefined);
}
const idOf = (table: 'series' | 'study', uid: string) =>
  test.context.history.get<{ id: string }>(
    `SELECT id FROM ${table} WHERE ${table === 'series' ? 'SeriesInstanceUID' : 'StudyInstanceUID'} = ?`,
    [uid],
  )!.id;

it('stacks a series by InstanceNumber, whatever the order of arrival, and finds its middle', async () => {
  const one = (InstanceNumber: number) =>
    buildInstance({ InstanceNumber, StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1' });
  for (const number of [3, 10, 1, 2, 9]) await take(one(number));
  const id = idOf('series', '1.2.1');
  const series = seriesForViewer(test.context.history, id);
  expect(series.instances.map((instance) => instance.InstanceNumber)).toEqual([1, 2, 3, 9, 10]);
  expect([series.study, series.isCut]).toEqual([idOf('study', '1.2'), false]);
  expect(middleInstance(test.context.history, id)?.InstanceNumber).toBe(3);
  expect(middleInstance(test.context.history, 'nothing')).toBeNull();
});

it('tells where the images of a series lie and of which time point they are', async () => {
  const one = (tags: Parameters<typeof buildInstance>[0]) =>
    buildInstance({ StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1', ...tags });
  const frames = { NumberOfFrames: 3, Rows: 2, Columns: 2, PixelData: Buffer.alloc(3 * 8) };
  await take(
    one({
      InstanceNumber: 1,
      AcquisitionNumber: 4,
      ImagePositionPatient: [-120.5, 3, 1e-3],
      ImageOrientationPatient: [1, 0, 0, 0, 0.8, -0.6],
    }),
    one({ InstanceNumber: 2, AcquisitionNumber: 4, TemporalPositionIdentifier: 2, ...frames }),
    one({ InstanceNumber: 3, AcquisitionNumber: undefined, ImagePositionPatient: [1, 2] }),
  );
  const { instances } = seriesForViewer(test.context.history, idOf('series', '1.2.1'));
  expect(instances[0]?.geometry?.map((value) => Math.round(value * 1e5) / 1e5)).toEqual([
    -120.5, 3, 1e-3, 1, 0, 0, 0, 0.8, -0.6,
  ]);
  expect(instances.map(({ timePoint }) => timePoint)).toEqual([4, 2, null]);
  expect(instances[2]?.geometry).toBeNull();
  expect(instances.map(({ frames }) => frames)).toEqual([null, 3, null]);
});

it('offers the segmentations of a study and of no other', async () => {
  const seg = (study: string) =>
    buildInstance({
      SOPClassUID: segmentation,
      StudyInstanceUID: study,
      SeriesInstanceUID: `${study}.7`,
      SOPInstanceUID: `${study}.7.1`,
      SeriesDescription: 'Lungs',
    });
  await take(seg('1.2'), seg('1.3'), buildInstance({ StudyInstanceUID: '1.2' }));
  expect(overlaysOfStudy(test.context.history, idOf('study', '1.2'))).toMatchObject({
    segmentations: [{ SOPInstanceUID: '1.2.7.1', SeriesDescription: 'Lungs' }],
    results: [],
  });
});

it('reads only what it shows, by keys', () => {
  const { history } = test.context;
  const plan = history.all<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT result_file.path FROM run_study CROSS JOIN run ON run.id = run_study.run_id
       CROSS JOIN job_run ON job_run.run_id = run.id
       CROSS JOIN result_file ON result_file.job_run_key = job_run.key
     WHERE run_study.study_key = 1`,
  );
  expect(plan.map(({ detail }) => detail).join('\n')).not.toMatch(/^SCAN/m);
});
