import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { element, fileHead } from '../dicom/testing/index.ts';
import { getInstance, getSeries, listInstances } from './instances.ts';
import { getPatient } from './patients.ts';
import { watchPlans } from './testing/index.ts';

let root: string;
let test: TestArchive;
beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'instances-'));
  test = openTestArchive(root);
  for (const [index, number] of ['3', '', '-1', '10', '2', 'x', '2'].entries()) {
    await test.archive.take([await test.stage(fileOf(index, number))], () => undefined);
  }
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

/** By InstanceNumber, then by arrival; those whose number is none come last. */
const inOrder = ['1.9.2', '1.9.4', '1.9.6', '1.9.0', '1.9.3', '1.9.1', '1.9.5'];

function fileOf(index: number, number: string): Buffer {
  return Buffer.concat([
    fileHead('1.2.840.10008.1.2.1'),
    element(0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x0008_0018, 'UI', `1.9.${index}`),
    element(0x0010_0010, 'PN', 'A^B'),
    element(0x0010_0020, 'LO', 'P1'),
    element(0x0010_0040, 'CS', 'F'),
    element(0x0020_000d, 'UI', '1.2.3'),
    element(0x0020_000e, 'UI', '1.2.3.4'),
    element(0x0020_0013, 'IS', number),
  ]);
}

it.each([1, 2, 3, 5, 7, 100])(
  'instances are listed by number, page by page, none twice: pages of %i',
  (limit) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = listInstances(test.context.history, { series: '1.2.3.4', limit, cursor });
      expect(page.total).toBe(7);
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      seen.push(...page.rows.map(({ SOPInstanceUID }) => SOPInstanceUID));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(inOrder);
  },
);

it('instances are found by the beginning of their number or by a part of their UID, page by page', () => {
  const found = (search: string, cursor?: string) => {
    const page = listInstances(test.context.history, { series: '1.2.3.4', limit: 2, search, cursor });
    return { ...page, uids: page.rows.map(({ SOPInstanceUID }) => SOPInstanceUID) };
  };
  expect(found('1')).toMatchObject({ uids: ['1.9.2', '1.9.4'], total: 7 });
  expect(found('10')).toMatchObject({ uids: ['1.9.3'], total: 1, nextCursor: null });
  expect(found('-1').uids).toEqual(['1.9.2']);
  expect(found('9.5')).toMatchObject({ uids: ['1.9.5'], total: 1 });
  const first = found('.9.');
  expect(found('.9.', first.nextCursor ?? undefined).uids).toEqual(['1.9.6', '1.9.0']);
  expect(found('77')).toMatchObject({ uids: [], total: 0 });
});

it('an instance knows its neighbours in that order, at both ends and where numbers end', () => {
  const { history } = test.context;
  const walked: string[] = [];
  for (let uid: string | null = inOrder[0] ?? null; uid !== null; uid = getInstance(history, uid).next)
    walked.push(uid);
  expect(walked).toEqual(inOrder);
  walked.length = 0;
  for (
    let uid: string | null = inOrder.at(-1) ?? null;
    uid !== null;
    uid = getInstance(history, uid).previous
  ) {
    walked.unshift(uid);
  }
  expect(walked).toEqual(inOrder);
});

it('patients, series and instances tell where they belong, and unknown ones what to do', () => {
  const { history } = test.context;
  const instance = getInstance(history, '1.9.3');
  expect(instance).toMatchObject({ PatientID: 'P1', InstanceNumber: 10, series: { instanceCount: 7 } });
  expect(getSeries(history, '1.2.3.4')).toMatchObject({ study: instance.study, PatientName: 'A^B' });
  expect(getPatient(history, instance.patient)).toMatchObject({
    PatientSex: 'F',
    studyCount: 1,
    instanceCount: 7,
  });
  expect(() => getInstance(history, '1.9.99')).toThrow('no such instance');
  expect(() => getSeries(history, 'none')).toThrow('holds no series');
  expect(() => getPatient(history, 'none')).toThrow('nothing of such a patient');
  expect(() => listInstances(history, { series: '1.2.3.4', limit: 5, cursor: 'nonsense' })).toThrow(
    'not valid',
  );
});

it('pages of instances come from the index of their series, unsorted', () => {
  const { history, plans } = watchPlans(test.context.history);
  let cursor: string | undefined;
  do cursor = listInstances(history, { series: '1.2.3.4', limit: 1, cursor }).nextCursor ?? undefined;
  while (cursor !== undefined);
  const ofPages = plans.filter((plan) => plan.includes('instance'));
  expect(ofPages.length).toBeGreaterThanOrEqual(7);
  for (const plan of ofPages) {
    expect(plan).toContain('instance_by_series');
    expect(plan).not.toContain('TEMP B-TREE');
  }
});
