import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { dataSet, element, fileHead, item, syntaxes } from '../../dicom/testing/bytes.ts';
import { counts, openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';
import { packTar } from '../testing/packTar.ts';
import { packZip } from '../testing/packZip.ts';

let base: string;
let medium: string;
let test: TestIntake;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'dicomdir-'));
  medium = path.join(base, 'medium');
  mkdirSync(medium);
  test = openTestIntake(path.join(base, 'application'));
});
afterEach(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

const dicomDirClass = '1.2.840.10008.1.3.10';

/** A DICOMDIR that names these files (PS3.3 F.3). */
function putDicomDir(...named: string[]): string {
  const records = named.map((name) =>
    item(Buffer.concat([element(0x0004_1430, 'CS', 'IMAGE'), element(0x0004_1500, 'CS', name)])),
  );
  const bytes = Buffer.concat([
    fileHead(syntaxes.explicit, dicomDirClass),
    element(0x0004_1130, 'CS', 'MEDIUM'),
    element(0x0004_1220, 'SQ', Buffer.concat(records)),
  ]);
  const file = path.join(medium, 'DICOMDIR');
  writeFileSync(file, bytes);
  return file;
}
function putSlice(name: string, InstanceNumber: number): void {
  const file = path.join(medium, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, buildInstance({ InstanceNumber }));
}

describe('a medium with a DICOMDIR', () => {
  it('chosen by its DICOMDIR has the files imported that it names, and the missing ones told by name', async () => {
    putSlice('A/IM1', 1);
    putSlice('A/IM2', 2);
    putSlice('B/NOT-NAMED', 3);
    const file = putDicomDir(String.raw`A\IM1`, String.raw`A\IM2`, String.raw`A\IM2`, String.raw`C\IM4`);
    const task = await test.import(file);
    expect(task.counts).toEqual(counts({ new: 2, dicomdir: 1, refused: 1 }));
    expect(task).toMatchObject({ done: 4, total: 4 });
    expect(test.notes(task)).toEqual([
      {
        path: path.join(medium, 'C', 'IM4'),
        outcome: 'refused',
        reason: expect.stringMatching(/names this file, but it is not there/),
      },
      { path: file, outcome: 'dicomdir', reason: expect.stringMatching(/names 3; 1 are not there/) },
    ]);
  });

  it('chosen as a folder has each file imported once, and missing ones told as well', async () => {
    putSlice('A/IM1', 1);
    putSlice('B/NOT-NAMED', 3);
    putDicomDir(String.raw`A\IM1`, String.raw`C\IM4`);
    const task = await test.import(medium);
    expect(task.counts).toEqual(counts({ new: 2, dicomdir: 1, refused: 1 }));
  });

  it('copied with other letters, a dot or a version behind its names is found all the same', async () => {
    putSlice('a/im1', 1);
    putSlice('B;1/IM2.;1', 2);
    const task = await test.import(putDicomDir(String.raw`A\IM1`, String.raw`B\IM2`));
    expect(task.counts).toEqual(counts({ new: 2, dicomdir: 1 }));
  });

  it('that names files outside of itself has none of those read', async () => {
    writeFileSync(path.join(base, 'OUTSIDE'), buildInstance({}));
    const hostile = [String.raw`..\OUTSIDE`, '/etc/passwd', String.raw`A\..\..\OUTSIDE`, 'A/../../OUTSIDE'];
    const task = await test.import(putDicomDir(...hostile, 'DICOMDIR'));
    expect(task.counts).toEqual(counts({ dicomdir: 1 }));
    expect(test.instances()).toBe(0);
  });

  it('in which the DICOMDIR itself is broken says so', async () => {
    const file = path.join(medium, 'DICOMDIR');
    writeFileSync(file, Buffer.concat([fileHead(syntaxes.deflated, dicomDirClass), Buffer.from('no data')]));
    const task = await test.import(file);
    expect(task.counts).toEqual(counts({ refused: 1 }));
  });
});

describe('a medium in an archive', () => {
  const packed = () =>
    readdirSync(medium, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      // The DICOMDIR first, so that nothing it names is known yet.
      .sort()
      .reverse()
      .map((file) => ({
        name: path.relative(base, file).replaceAll(path.sep, '/'),
        bytes: readFileSync(file),
      }));
  async function pack(kind: 'zip' | 'tar'): Promise<string> {
    const file = path.join(base, `medium.${kind}`);
    // As "tar -c ." names them.
    if (kind === 'tar')
      packTar(
        file,
        packed().map(({ name, bytes }) => ({ name: `./${name}`, bytes })),
      );
    else await packZip(file, Object.fromEntries(packed().map(({ name, bytes }) => [name, bytes])));
    return file;
  }

  it.each(['zip', 'tar'] as const)(
    'has each file imported once, and those told that the %s does not hold',
    async (kind) => {
      putSlice('A/im1', 1);
      putSlice('B;1/IM2.;1', 2);
      putSlice('IM1', 3);
      putDicomDir(
        String.raw`A\IM1`,
        String.raw`B\IM2`,
        String.raw`C\IM4`,
        String.raw`A\IM5`,
        String.raw`..\OUTSIDE`,
      );
      const file = await pack(kind);
      const task = await test.import(file);
      expect(task.counts).toEqual(counts({ new: 3, dicomdir: 1, refused: 2 }));
      expect(task).toMatchObject({ done: 6, total: 6 });
      const told = { outcome: 'refused', reason: expect.stringMatching(/the archive does not hold it/) };
      expect(test.notes(task)).toEqual(
        expect.arrayContaining([
          { ...told, path: `${file} » medium/A/IM5` },
          { ...told, path: `${file} » medium/C/IM4` },
        ]),
      );
      expect(test.leftovers()).toEqual([]);
    },
  );

  it('whose archive was cut has nothing told of what may have been behind', async () => {
    putSlice('A/IM1', 1);
    putDicomDir(String.raw`A\IM1`, String.raw`C\IM4`);
    const file = await pack('tar');
    truncateSync(file, statSync(file).size - 2000);
    // The last file, and the archive itself.
    expect((await test.import(file)).counts).toEqual(counts({ dicomdir: 1, damaged: 2 }));
  });

  it('whose DICOMDIR is broken says so', async () => {
    putSlice('A/IM1', 1);
    const broken = Buffer.concat([
      fileHead(syntaxes.explicit, dicomDirClass),
      element(0x0004_1220, 'LO', 'no sequence'),
    ]);
    writeFileSync(path.join(medium, 'DICOMDIR'), broken);
    const task = await test.import(await pack('zip'));
    expect(task.counts).toEqual(counts({ new: 1, damaged: 1 }));
    expect(test.leftovers()).toEqual([]);
  });
});

it('a DICOMDIR does not hide files that only say that they are one by their name', async () => {
  const file = path.join(medium, 'DICOMDIR');
  writeFileSync(file, Buffer.concat([fileHead(syntaxes.explicit), dataSet({})]));
  expect((await test.import(file)).counts).toEqual(counts({ new: 1 }));
});

const pydicomMedia = '/usr/lib/python3/dist-packages/pydicom/data/test_files/dicomdirtests';

// Skipped where Debian's python3-pydicom, which has the medium, is not installed.
it.runIf(existsSync(pydicomMedia))('a real medium is read in every encoding of its DICOMDIR', async () => {
  cpSync(pydicomMedia, medium, { recursive: true });
  for (const name of ['DICOMDIR', 'DICOMDIR-bigEnd', 'DICOMDIR-implicit', 'DICOMDIR-reordered']) {
    const file = path.join(medium, name);
    const task = await test.import(file);
    expect({ name, ...task.counts }).toMatchObject({ name, dicomdir: 1, refused: 0, damaged: 0 });
    expect(task.done).toBeGreaterThan(30);
  }
  const gone = path.join(medium, '77654033');
  renameSync(gone, `${gone}-away`);
  const task = await test.import(path.join(medium, 'DICOMDIR'));
  expect(task.counts.refused).toBeGreaterThan(0);
});
