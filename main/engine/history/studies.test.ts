import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { element, fileHead } from '../dicom/testing/index.ts';
import { getStudy, listStudies } from './studies.ts';

let root: string;
let test: TestArchive;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'studies-'));
  test = openTestArchive(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
/** A file of a patient, its texts given as Latin-1 letters. */
function fileOf(
  characterSet: string,
  name: string,
  more: { id?: string; description?: string } = {},
): Buffer {
  number += 1;
  const uid = `1.2.${number}`;
  return Buffer.concat([
    fileHead('1.2.840.10008.1.2.1'),
    ...(characterSet === '' ? [] : [element(0x0008_0005, 'CS', characterSet)]),
    element(0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x0008_0018, 'UI', `${uid}.3`),
    element(0x0008_1030, 'LO', more.description ?? ''),
    element(0x0010_0010, 'PN', name),
    ...(more.id === undefined ? [] : [element(0x0010_0020, 'LO', more.id)]),
    element(0x0020_000d, 'UI', `${uid}.1`),
    element(0x0020_000e, 'UI', `${uid}.2`),
  ]);
}
async function take(...files: Buffer[]): Promise<void> {
  const staged = await Promise.all(files.map((bytes) => test.stage(bytes)));
  await test.archive.take(staged, () => undefined);
}
const names = (search?: string) =>
  listStudies(test.context.history, { limit: 100, search }).rows.map((study) => study.PatientName);

describe('names of any character set', () => {
  const japanese = 'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B';
  it('are listed as they are meant, and found by each of their writings', async () => {
    await take(
      fileOf('\\ISO 2022 IR 87', japanese, { id: 'J' }),
      fileOf('ISO 2022 IR 13\\ISO 2022 IR 87', '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J', { id: 'H' }),
      fileOf('\\ISO 2022 IR 149', 'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7', { id: 'K' }),
      fileOf('\\ISO 2022 IR 58', 'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab', { id: 'C' }),
      fileOf('GB18030', 'Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab', { id: 'G' }),
      fileOf('ISO_IR 144', '\xbb\xee\xdace\xdc\xd1yp\xd3', { id: 'R' }),
      fileOf('ISO_IR 127', '\xe2\xc8\xc7\xe6\xea', { id: 'A' }),
      fileOf('ISO 2022 IR 100', 'Buc^J\xe9r\xf4me', { id: 'F' }),
    );
    expect(new Set(names())).toEqual(
      new Set([
        'Yamada^Tarou=山田^太郎=やまだ^たろう',
        'ﾔﾏﾀﾞ^ﾀﾛｳ=山田',
        'Hong^Gildong=洪^吉洞',
        'Zhang^XiaoDong=张^小东',
        'Wang^XiaoDong=王^小东',
        'Люкceмбypг',
        'قباني',
        'Buc^Jérôme',
      ]),
    );
    expect(names('yamada')).toEqual(['Yamada^Tarou=山田^太郎=やまだ^たろう']);
    expect(names('山田')).toHaveLength(2);
    expect(names('たろう')).toHaveLength(1);
    // The narrow letters of ISO_IR 13 are the same words.
    expect(names('ヤマダ')).toEqual(['ﾔﾏﾀﾞ^ﾀﾛｳ=山田']);
    expect(names('吉洞')).toHaveLength(1);
    expect(names('小东')).toHaveLength(2);
    expect(names('люк')).toHaveLength(1);
    expect(names('قبا')).toHaveLength(1);
    expect(names('jerome')).toEqual(['Buc^Jérôme']);
  });
});

describe('studies of files that lack or overdo something', () => {
  it('without patient id or name are listed and found by what they have', async () => {
    await take(fileOf('', '', { description: 'Thorax nativ' }));
    expect(listStudies(test.context.history, { limit: 10, search: 'thorax' }).rows).toMatchObject([
      { PatientID: '', PatientName: '', StudyDescription: 'Thorax nativ', instanceCount: 1 },
    ]);
  });

  it('without patient id never bear the name of another one', async () => {
    await take(fileOf('', 'A^B', { description: 'first' }));
    expect(names()).toEqual(['A^B']);
    await take(fileOf('', 'C^D', { description: 'second' }));
    expect(names()).toEqual(['', '']);
    expect(names('c d')).toHaveLength(1);
    expect(test.context.history.all('SELECT tags FROM patient')).toEqual([{ tags: '{}' }]);
  });

  it('with values longer than their VR allows keep them whole', async () => {
    const id = 'LONG-'.repeat(40);
    await take(fileOf('', 'A^B', { id, description: 'x'.repeat(1000) }));
    const [study] = listStudies(test.context.history, { limit: 10 }).rows;
    expect(study).toMatchObject({ PatientID: id, StudyDescription: 'x'.repeat(1000) });
    expect(getStudy(test.context.history, study!.id).series).toHaveLength(1);
  });
});

describe('studies whose last instance was taken out', () => {
  it('are listed no more', async () => {
    await take(fileOf('', 'A^B', { id: 'P' }), fileOf('', 'C^D', { id: 'Q' }));
    const [row] = test.context.history.all<{ SOPInstanceUID: string }>('SELECT SOPInstanceUID FROM instance');
    await test.archive.remove(row!.SOPInstanceUID, async () => true);
    expect(names()).toEqual(['C^D']);
  });
});
