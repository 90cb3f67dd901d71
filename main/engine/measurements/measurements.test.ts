import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mostMeasurements } from '../../../contract/index.ts';
import type { Measurement } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestWalk } from '../archive/testing/index.ts';
import type { TestWalk } from '../archive/testing/index.ts';
import { watchPlans } from '../history/testing/index.ts';
import { keepMeasurement, listMeasurements, removeMeasurements } from './index.ts';

let root: string;
let walk: TestWalk;
beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'measurements-'));
  walk = openTestWalk(root);
  await walk.receive(
    image('1.2', '1.2.1', 1),
    image('1.2', '1.2.1', 2),
    image('1.2', '1.2.2', 1),
    image('1.3', '1.3.1', 1),
  );
});
afterEach(async () => {
  await walk.close();
  rmSync(root, { recursive: true, force: true });
});

const image = (StudyInstanceUID: string, SeriesInstanceUID: string, InstanceNumber: number) =>
  buildInstance({
    StudyInstanceUID,
    SeriesInstanceUID,
    InstanceNumber,
    SOPInstanceUID: `${SeriesInstanceUID}.${InstanceNumber}`,
  });
const history = () => walk.application.context.history;
const studyOf = (uid: string) =>
  history().get<{ id: string }>('SELECT id FROM study WHERE StudyInstanceUID = ?', [uid])!.id;
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const length = (number: number, SOPInstanceUID: string): Measurement => ({
  id: idOf(number),
  SOPInstanceUID,
  frame: null,
  frameOfReference: '1.9',
  kind: 'length',
  points: [
    [0, 0, 5],
    [0, 12.5, 5],
  ],
  normal: [0, 0, 1],
  figures: [{ name: 'length', value: 12.5, unit: 'mm' }],
});
const idsOf = (study: string) => listMeasurements(history(), studyOf(study)).map(({ id }) => id);

it('keeps what was measured by study, and one that was changed in place of what it was', () => {
  keepMeasurement(history(), length(1, '1.2.1.2'));
  keepMeasurement(history(), { ...length(2, '1.2.1.1'), frame: 3, kind: 'angle' });
  keepMeasurement(history(), length(3, '1.3.1.1'));
  const changed = keepMeasurement(history(), { ...length(1, '1.2.1.2'), figures: [] });
  expect(changed).toMatchObject({ SeriesInstanceUID: '1.2.1', InstanceNumber: 2, figures: [] });
  expect(listMeasurements(history(), studyOf('1.2'))).toMatchObject([
    { ...length(2, '1.2.1.1'), frame: 3, kind: 'angle' },
    { ...length(1, '1.2.1.2'), figures: [] },
  ]);
  expect(removeMeasurements(history(), [idOf(1), idOf(9)])).toBe(1);
  expect(idsOf('1.2')).toEqual([idOf(2)]);
  expect(idsOf('1.3')).toEqual([idOf(3)]);
});

it('refuses what was measured in an image that is gone, and more than a study keeps', () => {
  expect(() => keepMeasurement(history(), length(1, '1.2.9'))).toThrow('not in the archive any more');
  expect(() => listMeasurements(history(), 'none')).toThrow('no such study');
  history().write(() => {
    for (let number = 1; number <= mostMeasurements; number += 1)
      keepMeasurement(history(), length(number, '1.2.1.1'));
  });
  expect(() => keepMeasurement(history(), length(0, '1.2.2.1'))).toThrow('at most');
  expect(keepMeasurement(history(), length(7, '1.2.1.1')).id).toBe(idOf(7));
  keepMeasurement(history(), length(0, '1.3.1.1'));
  expect(() => keepMeasurement(history(), length(0, '1.2.2.1'))).toThrow('at most');
});

it('lets them go with their images, those of others stay', async () => {
  keepMeasurement(history(), length(1, '1.2.1.1'));
  keepMeasurement(history(), length(2, '1.2.1.2'));
  keepMeasurement(history(), length(3, '1.3.1.1'));
  const remove = (...uids: string[]) =>
    walk.archive.removeMany(uids, (emptied) => walk.completeness.forgetSeries(emptied));
  await remove('1.2.1.1');
  expect(idsOf('1.2')).toEqual([idOf(2)]);
  await remove('1.2.1.2', '1.2.2.1');
  expect(history().all('SELECT id FROM measurement')).toEqual([{ id: idOf(3) }]);
});

it('lists those of images without a number last, as images are listed', () => {
  history().run("UPDATE instance SET InstanceNumber = NULL WHERE SOPInstanceUID = '1.2.1.1'");
  keepMeasurement(history(), length(1, '1.2.1.1'));
  keepMeasurement(history(), length(2, '1.2.2.1'));
  keepMeasurement(history(), length(3, '1.2.1.2'));
  expect(idsOf('1.2')).toEqual([idOf(3), idOf(1), idOf(2)]);
});

it('answers with what is kept', () => {
  const kept = keepMeasurement(history(), length(1, '1.2.1.2'));
  expect(listMeasurements(history(), studyOf('1.2'))).toEqual([kept]);
  const moved = keepMeasurement(history(), { ...length(1, '1.3.1.1'), frame: 2 });
  expect(idsOf('1.2')).toEqual([]);
  expect(listMeasurements(history(), studyOf('1.3'))).toEqual([moved]);
});

it('finds them by keys alone', () => {
  const { history: watched, plans } = watchPlans(history());
  const kept = keepMeasurement(watched, length(1, '1.2.1.2'));
  expect(listMeasurements(watched, studyOf('1.2'))).toEqual([kept]);
  expect(plans.length).toBeGreaterThan(3);
  expect(plans.filter((plan) => /^SCAN (measurement|instance|series)/m.test(plan))).toEqual([]);
});
