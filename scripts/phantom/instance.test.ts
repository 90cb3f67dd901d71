import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDicom } from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { buildInstance, sameUidOtherContent, truncated, withoutMeta, withoutPreamble } from './index.ts';

const checker = 'dciodvfy';
const uids = ['x0020000d', 'x0020000e', 'x00080018'];
const uidsOf = (file: Buffer) => uids.map((tag) => parseDicom(file).string(tag));

describe('buildInstance', () => {
  it('takes the given tags, private elements included, and keeps the others', () => {
    const data = parseDicom(
      buildInstance(
        { PatientID: 'P9', Modality: 'MR' },
        { extra: [{ tag: 0x00090010, vr: 'LO', value: 'OWN' }] },
      ),
    );
    expect([data.string('x00100020'), data.string('x00080060'), data.string('x00090010')]).toEqual([
      'P9',
      'MR',
      'OWN',
    ]);
    expect(data.string('x00200037')).toBe('1\\0\\0\\0\\1\\0');
  });

  it('leaves out what is undefined, without the file meta information losing its UIDs', () => {
    const data = parseDicom(buildInstance({ SOPInstanceUID: undefined, PatientID: undefined }));
    expect(data.elements['x00080018']).toBeUndefined();
    expect(data.elements['x00100020']).toBeUndefined();
    expect(data.string('x00020003')).toMatch(/^2\.25\./);
  });

  it('gives neighbours one series, another SeriesNumber another series, another PatientID another study', () => {
    const [study, series, instance] = uidsOf(buildInstance());
    expect(uidsOf(buildInstance({ InstanceNumber: 2 })).slice(0, 2)).toEqual([study, series]);
    expect(uidsOf(buildInstance({ InstanceNumber: 2 }))[2]).not.toBe(instance);
    expect(uidsOf(buildInstance({ SeriesNumber: 2 }))[0]).toBe(study);
    expect(uidsOf(buildInstance({ SeriesNumber: 2 }))[1]).not.toBe(series);
    expect(uidsOf(buildInstance({ PatientID: 'P2' }))[0]).not.toBe(study);
  });

  it.runIf(spawnSync(checker).error === undefined)('is a CT image without an error by dciodvfy', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'phantom-'));
    const file = path.join(folder, 'one.dcm');
    writeFileSync(file, buildInstance());
    const { stderr } = spawnSync(checker, [file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    expect(stderr).toContain('CTImage');
    expect(stderr).not.toContain('Error');
  });
});

describe('damaged files', () => {
  const good = buildInstance();

  it('truncated in the header, a reader runs past the end', () => {
    expect(() => parseDicom(truncated(good))).toThrow();
  });

  it('without preamble, the file begins with the meta information and is no Part 10 file', () => {
    const bare = withoutPreamble(good);
    expect(bare.subarray(0, 4)).toEqual(Buffer.from([2, 0, 0, 0]));
    expect(() => parseDicom(bare)).toThrow();
  });

  it('without meta information, the data set itself is whole', () => {
    const data = parseDicom(withoutMeta(good), { TransferSyntaxUID: '1.2.840.10008.1.2.1' });
    expect(data.string('x00080018')).toBe(parseDicom(good).string('x00080018'));
  });

  it('of the same UID with other content differs in nothing but pixels', () => {
    const other = sameUidOtherContent(good);
    expect(uidsOf(other)).toEqual(uidsOf(good));
    expect(other.equals(good)).toBe(false);
    expect(other.length).toBe(good.length);
  });
});
