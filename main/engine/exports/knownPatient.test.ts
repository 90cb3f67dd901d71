import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { readHeader } from '../dicom/index.ts';
import { readKnownPatient } from './knownPatient.ts';

type Tags = Parameters<typeof buildInstance>[0];

/** By which elements an image tells whose originals those are. */
async function toldBy(originals: readonly Tags[], made: Tags): Promise<string[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'patient-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = [...originals, made].map((tags, index) => {
    const file = path.join(folder, `${index}.dcm`);
    writeFileSync(file, buildInstance(tags));
    return file;
  });
  const patient = await readKnownPatient(files.slice(0, -1), new AbortController().signal);
  const fd = openSync(files.at(-1) ?? '', 'r');
  onTestFinished(() => closeSync(fd));
  const reading = await readHeader(fd, buildInstance(made).length);
  if (reading.kind !== 'instance') throw new Error(reading.kind);
  return patient.toldBy(reading.header);
}

const born = { PatientBirthDate: '19610203' };

describe('the name of a patient', () => {
  const originals = [
    'MÜLLER^ANNA',
    'MUELLER^ANNA',
    'Mueller^Anna^^^',
    'Meier^Anna',
    'Meier^Anna Maria',
    'ANNA^MEIER=山田^太郎',
  ].map((PatientName) => ({ PatientID: 'A/1', PatientName, ...born }));
  test.each([
    ['mueller^anna', ['PatientName']],
    ['Müller^Anna', ['PatientName']],
    ['anna muller', ['PatientName']],
    ['MEIER', ['PatientName']],
    ['X^Y=山田^太郎', ['PatientName']],
    ['NOBODY^1', []],
  ])('is known in %s, however an original spells it, or not', async (PatientName, told) => {
    expect(await toldBy(originals, { PatientID: 'P', PatientName, ...born })).toEqual(told);
  });

  test('of the family alone is known beside the date of birth only', async () => {
    const made = { PatientID: 'P', PatientName: 'MEIER' };
    expect(await toldBy(originals, { ...made, PatientBirthDate: '19610204' })).toEqual([]);
  });
});

describe('an identifier of a patient', () => {
  const original = { PatientID: 'A/1', PatientName: 'MÜLLER^ANNA', OtherPatientIDs: 'OLD-7\\WARD 3' };
  test.each<[Tags, string[]]>([
    [{ PatientID: 'OLD-7' }, ['PatientID']],
    [{ PatientID: 'A1' }, ['PatientID']],
    [{ PatientName: 'a/1' }, ['PatientName']],
    [{ OtherPatientIDs: '5\\ward-3' }, ['OtherPatientIDs']],
    [{}, []],
  ])('is known in %j, also in place of another or of the name, or not', async (tags, told) => {
    expect(await toldBy([original], { PatientID: 'P', PatientName: 'NOBODY', ...tags })).toEqual(told);
  });
});
