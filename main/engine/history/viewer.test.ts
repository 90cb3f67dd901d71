import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { watchPlans } from './testing/index.ts';
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

it('finds the middle of what is stacked where instances have no number', async () => {
  const one = (uid: number, InstanceNumber: number | undefined) =>
    buildInstance({
      InstanceNumber,
      StudyInstanceUID: '1.2',
      SeriesInstanceUID: '1.2.1',
      SOPInstanceUID: `1.2.1.${uid}`,
    });
  const middle = () => {
    const id = idOf('series', '1.2.1');
    const { instances } = seriesForViewer(test.context.history, id);
    const stacked = instances[Math.floor(instances.length / 2)]?.SOPInstanceUID;
    expect(middleInstance(test.context.history, id)?.SOPInstanceUID).toBe(stacked);
    return stacked;
  };
  await take(one(1, undefined), one(2, undefined), one(3, 1), one(4, 2), one(5, 3));
  expect(middle()).toBe('1.2.1.5');
  await take(one(6, undefined), one(7, undefined), one(8, undefined));
  expect(middle()).toBe('1.2.1.2');
});

it('offers the newest segmentations where there are more than can be told, oldest first', async () => {
  await take(
    buildInstance({ SOPClassUID: segmentation, StudyInstanceUID: '1.2', SOPInstanceUID: '1.2.7.0' }),
  );
  const { history } = test.context;
  const columns = history
    .all<{ name: string }>(
      "SELECT name FROM pragma_table_info('instance') WHERE name NOT IN ('key', 'SOPInstanceUID')",
    )
    .map(({ name }) => `"${name}"`)
    .join(', ');
  history.write(() => {
    for (let n = 1; n <= 210; n += 1)
      history.run(
        `INSERT INTO instance (SOPInstanceUID, ${columns}) SELECT ?, ${columns} FROM instance
         WHERE SOPInstanceUID = '1.2.7.0'`,
        [`1.2.7.${n}`],
      );
  });
  const offered = overlaysOfStudy(history, idOf('study', '1.2')).segmentations;
  expect(offered).toHaveLength(200);
  expect([offered[0]?.SOPInstanceUID, offered.at(-1)?.SOPInstanceUID]).toEqual(['1.2.7.11', '1.2.7.210']);
});

it('reads only what it shows, by keys', async () => {
  await take(buildInstance({ StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1' }));
  const { history, plans } = watchPlans(test.context.history);
  overlaysOfStudy(history, idOf('study', '1.2'));
  seriesForViewer(history, idOf('series', '1.2.1'));
  middleInstance(history, idOf('series', '1.2.1'));
  expect(plans).toHaveLength(9);
  expect(plans.filter((plan) => /^SCAN/m.test(plan))).toEqual([]);
});
