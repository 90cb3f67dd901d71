import { expect, test } from 'vitest';
import { desktopSettingsSchema } from '../../../contract/index.ts';
import type { DiskState } from '../../../contract/index.ts';
import { gathered, tidingOfDisk, tidingOfRun } from './tidings.ts';

const usual = desktopSettingsSchema.parse({});
const all = desktopSettingsSchema.parse({ notifications: { finishedRuns: true, patientNames: true } });
const none = desktopSettingsSchema.parse({ notifications: { failedRuns: false, fullDisk: false } });
const run = {
  application: 'a',
  applicationName: 'Ward',
  run: 'r',
  state: 'failed',
  detail: { number: 7, failedJobs: 2, PatientName: 'Doe^Jane' },
} as const;

test('a run that failed is told without the name of its patient, unless that was allowed', () => {
  expect(tidingOfRun(run, usual)).toMatchObject({
    title: 'A run failed: Ward',
    body: 'Run 7: 2 jobs failed.',
  });
  expect(tidingOfRun(run, all)?.body).toBe('Run 7 of Doe^Jane: 2 jobs failed.');
  expect(tidingOfRun(run, none)).toBeNull();
});

test('a run that could not be asked for is told of without a number', () => {
  expect(tidingOfRun({ ...run, detail: null }, usual)?.body).toBe('1 run failed.');
  expect(tidingOfRun({ ...run, state: 'succeeded', detail: null }, all)?.body).toBe('1 run has ended.');
});

test('a run that is finished is told only where that was asked for', () => {
  expect(tidingOfRun({ ...run, state: 'succeeded' }, usual)).toBeNull();
  expect(tidingOfRun({ ...run, state: 'succeeded' }, all)).toMatchObject({ kind: 'finished-run' });
});

test('many runs of one application are one notification, which names none of them', () => {
  const one = tidingOfRun(run, all);
  const other = tidingOfRun({ ...run, application: 'b' }, all);
  if (one === null || other === null) throw new Error('Nothing was told.');
  const some = gathered([one, { ...one, run: 'r2' }, other]);
  expect(some).toHaveLength(2);
  expect(some[0]).toMatchObject({ body: '2 runs failed.', run: null });
  expect(some[1]).toEqual(other);
});

test('a disk is told of when it gets full or cannot be written, not when it is well', () => {
  const disk = { freeBytes: 2.5 * 1024 ** 3, totalBytes: 1, problem: null, details: null };
  const told = (state: DiskState['state'], settings = usual) =>
    tidingOfDisk({ application: 'a', applicationName: 'Ward', disk: { ...disk, state } }, settings);
  expect(told('ok')).toBeNull();
  expect(told('low')?.body).toBe('2.5 GB are free.');
  expect(told('full')?.body).toContain('No DICOM is taken');
  expect(told('full', none)).toBeNull();
  expect(told('failed')?.body).toContain('can be written again');
});
