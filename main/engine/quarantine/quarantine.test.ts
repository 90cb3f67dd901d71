import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance, sameUidOtherContent, truncated } from '../../../scripts/phantom/index.ts';
import { openTestQuarantine } from './testing/index.ts';
import type { TestQuarantine } from './testing/index.ts';

let root: string;
let test: TestQuarantine;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'quarantine-'));
  test = openTestQuarantine(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

const origin = { door: 'scp', sender: 'CT1 (127.0.0.1)' } as const;
const reason = { code: 'damaged', message: 'It was cut short.' } as const;
const keep = (bytes: Uint8Array) => test.quarantine.keep({ file: test.staging(bytes), origin, reason });
async function keptId(bytes: Uint8Array): Promise<string> {
  const kept = await keep(bytes);
  if (!kept.kept) throw new Error(kept.why);
  return kept.id;
}

describe('what is kept', () => {
  it('lies byte for byte in a file of a name that nobody from outside chose, with its reason', async () => {
    const bytes = truncated(buildInstance({ PatientID: '../../escape' }));
    const kept = await test.quarantine.keep({
      file: test.staging(bytes),
      origin,
      path: '/from/here.dcm',
      reason: { ...reason, details: 'byte 17' },
      header: { PatientID: '../../escape', SOPInstanceUID: '1.2.3' },
    });
    const [row] = test.rows();
    expect(kept).toEqual({ kept: true, id: row!.id, isNew: true });
    expect(row).toMatchObject({
      reason: 'damaged',
      message: 'It was cut short.',
      details: 'byte 17',
      ...origin,
      path: '/from/here.dcm',
      size: bytes.length,
      times: 1,
      header: { PatientID: '../../escape', SOPInstanceUID: '1.2.3', Modality: '' },
    });
    expect(test.files()).toEqual([`${row!.id}.dcm`]);
    expect(readFileSync(path.join(test.context.folders.quarantine, test.files()[0]!)).equals(bytes)).toBe(
      true,
    );
    expect(test.leftovers()).toEqual([]);
    expect(test.events).toEqual(['quarantine.changed']);
  });

  it('is a copy where the file is of somebody else, which stays', async () => {
    const source = path.join(root, 'theirs.dcm');
    writeFileSync(source, 'broken');
    expect(await test.quarantine.keep({ copyOf: source, origin, reason })).toMatchObject({ kept: true });
    expect(readFileSync(source, 'utf8')).toBe('broken');
    expect(test.files()).toHaveLength(1);
  });

  it('is kept once however often a sender repeats it, and again where the reason is another', async () => {
    const first = await keep(Buffer.from('broken'));
    const again = await Promise.all([keep(Buffer.from('broken')), keep(Buffer.from('broken'))]);
    expect(again).toEqual([first, first].map((one) => ({ ...one, isNew: false })));
    expect(test.rows()).toMatchObject([{ times: 3 }]);
    await test.quarantine.keep({
      file: test.staging(Buffer.from('broken')),
      origin,
      reason: { code: 'mismatch', message: 'Another.' },
    });
    expect(test.files()).toHaveLength(2);
    expect(test.leftovers()).toEqual([]);
  });

  it('is not kept when the source is gone, and says so instead of blaming the disk', async () => {
    const kept = await test.quarantine.keep({ copyOf: path.join(root, 'gone'), origin, reason });
    expect(kept).toEqual({ kept: false, why: expect.stringContaining('cannot be read') });
    expect(test.files()).toEqual([]);
  });

  it('is bounded in bytes and files; what lies there stays, and a repetition is still counted', async () => {
    await test.close();
    test = openTestQuarantine(root, { quarantine: { maxBytes: 25, maxFiles: 2 } });
    const ten = (text: string) => Buffer.from(text.repeat(10));
    expect(await keep(ten('a'))).toMatchObject({ kept: true });
    expect(await keep(Buffer.alloc(26))).toEqual({ kept: false, why: expect.stringMatching(/MB/) });
    expect(await keep(ten('b'))).toMatchObject({ kept: true });
    expect(await keep(Buffer.from('c'))).toEqual({
      kept: false,
      why: expect.stringMatching(/2 files, and at most 2/),
    });
    const theirs = path.join(root, 'theirs');
    writeFileSync(theirs, ten('a'));
    expect(await test.quarantine.keep({ copyOf: theirs, origin, reason })).toMatchObject({ isNew: false });
    expect(test.files()).toHaveLength(2);
    expect(test.leftovers()).toEqual([]);
  });

  const otherDisk = '/dev/shm';
  it.runIf(existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(os.tmpdir()).dev)(
    'is brought over where the archive lies on another disk, from which nothing can be moved',
    async () => {
      await test.close();
      const far = mkdtempSync(path.join(otherDisk, 'archive-'));
      onTestFinished(() => rmSync(far, { recursive: true, force: true }));
      rmSync(path.join(root, 'archive'), { recursive: true });
      symlinkSync(far, path.join(root, 'archive'));
      test = openTestQuarantine(root);
      const id = await keptId(Buffer.from('broken'));
      expect(test.files()).toEqual([`${id}.dcm`]);
      expect(test.leftovers()).toEqual([]);
    },
  );

  it('leaves neither row nor file when the disk is full, and takes the same again when it is not', async (context) => {
    await test.close();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', root]);
    if (mounted.status !== 0) {
      test = openTestQuarantine(root);
      context.skip('this process may not mount a small disk');
    }
    onTestFinished(() => void spawnSync('umount', ['-l', root]));
    test = openTestQuarantine(root);
    const outside = path.join(mkdtempSync(path.join(os.tmpdir(), 'outside-')), 'file');
    onTestFinished(() => rmSync(path.dirname(outside), { recursive: true, force: true }));
    writeFileSync(outside, Buffer.alloc(3 * 1024 * 1024, 1));
    const request = { copyOf: outside, origin, reason };
    await expect(test.quarantine.keep(request)).rejects.toMatchObject({ code: 'disk-full' });
    expect([...test.rows(), ...test.files()]).toEqual([]);
    spawnSync('mount', ['-o', 'remount,size=20m', root]);
    expect(await test.quarantine.keep(request)).toMatchObject({ kept: true, isNew: true });
    await test.close();
    spawnSync('umount', ['-l', root]);
    test = openTestQuarantine(root);
  });

  it('leaves neither row nor file when the disk fails', async () => {
    rmSync(test.context.folders.quarantine, { recursive: true });
    await expect(keep(Buffer.from('broken'))).rejects.toMatchObject({ code: 'disk-failed' });
    expect([...test.rows(), ...test.leftovers()]).toEqual([]);
  });
});

describe('after an interruption', () => {
  it('what was coming or going is there or not as its row is; a file that nobody knows is left alone', async () => {
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three', 'four']) ids.push(await keptId(Buffer.from(text)));
    await test.close();
    const at = (name: string) => path.join(root, 'quarantine', name);
    renameSync(at(`${ids[0]}.dcm`), at(`${ids[0]}.part`));
    renameSync(at(`${ids[1]}.dcm`), at(`${ids[1]}.gone`));
    rmSync(at(`${ids[2]}.dcm`));
    for (const name of ['coming.part', 'going.gone', 'of-another-history.dcm']) writeFileSync(at(name), 'x');
    test = openTestQuarantine(root);
    const left = ids.filter((id) => id !== ids[2]);
    expect(
      test
        .rows()
        .map((row) => row.id)
        .sort(),
    ).toEqual([...left].sort());
    expect(test.files()).toEqual([...left.map((id) => `${id}.dcm`), 'of-another-history.dcm'].sort());
  });
});

describe('looking at it', () => {
  it('shows tags as far as they go and the first bytes', async () => {
    const bytes = truncated(buildInstance({ PatientID: 'P7', Rows: 64, Columns: 64 }));
    const seen = await test.quarantine.get(await keptId(bytes));
    expect(seen.tags).toMatchObject({ PatientID: 'P7', Modality: 'CT' });
    expect(seen.tagsProblem).toBeNull();
    expect(Buffer.from(seen.firstBytes, 'base64').equals(bytes.subarray(0, 512))).toBe(true);
    expect(existsSync(seen.file)).toBe(true);
    expect(seen.taking).toEqual({
      possible: true,
      message: expect.stringMatching(/incomplete: .*cut short/),
    });
  });

  it('does not fail on bytes that are no DICOM at all', async () => {
    const seen = await test.quarantine.get(await keptId(Buffer.from('<html>')));
    expect(seen).toMatchObject({
      tags: {},
      tagsProblem: expect.stringMatching(/not DICOM/),
      taking: { possible: false, message: expect.stringMatching(/exported or deleted/) },
    });
    await expect(test.quarantine.get('no-such')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('deleting and exporting', () => {
  it('deletes row and file, and counts only what was there', async () => {
    const id = await keptId(Buffer.from('broken'));
    expect(await test.quarantine.delete([id, id, 'no-such'])).toBe(1);
    expect([...test.rows(), ...test.files()]).toEqual([]);
  });

  it('copies the bytes into a folder that is made, under names without anything from outside', async () => {
    const id = await keptId(Buffer.from('broken'));
    const folder = path.join(root, 'out', 'deep');
    const files = await test.quarantine.exportTo([id], folder).catch((cause: unknown) => cause);
    expect(files).toMatchObject({ code: 'folder-not-usable' });
    const outside = mkdtempSync(path.join(os.tmpdir(), 'exported-'));
    try {
      // Nor through a link.
      symlinkSync(root, path.join(outside, 'link'));
      await expect(test.quarantine.exportTo([id], path.join(outside, 'link', 'deep'))).rejects.toMatchObject({
        code: 'folder-not-usable',
      });
      rmSync(path.join(outside, 'link'));
      const [copy] = await test.quarantine.exportTo([id], path.join(outside, 'deep'));
      expect(readdirSync(path.join(outside, 'deep'))).toEqual([`damaged-${id}.dcm`]);
      expect(readFileSync(copy!, 'utf8')).toBe('broken');
      expect(test.files()).toHaveLength(1);
      await expect(test.quarantine.exportTo(['no-such'], outside)).rejects.toMatchObject({
        code: 'not-found',
      });
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });
});

describe('taking it anyway', () => {
  it('files an incomplete one by what can be read of it, with its bytes as they are', async () => {
    const bytes = truncated(buildInstance({ PatientID: 'P7', Rows: 64, Columns: 64 }));
    const id = await keptId(bytes);
    expect(await test.quarantine.take([id])).toEqual([
      { id, outcome: 'new', message: expect.stringMatching(/incomplete/) },
    ]);
    expect(test.instances()).toMatchObject([{ PatientID: 'P7' }]);
    expect(readFileSync(test.archive.instancesOfSeries(1)[0]!.file).equals(bytes)).toBe(true);
    expect([...test.rows(), ...test.files(), ...test.leftovers()]).toEqual([]);
    expect(await test.quarantine.take([id])).toMatchObject([{ outcome: 'impossible' }]);
  });

  it('fills a missing UID in the index by one that follows from the content, and touches no byte', async () => {
    const slices = [1, 2].map((InstanceNumber) =>
      buildInstance({ InstanceNumber, SeriesInstanceUID: '', SOPInstanceUID: '' }),
    );
    const ids = [];
    for (const bytes of slices) ids.push(await keptId(bytes));
    const taken = await test.quarantine.take(ids);
    expect(taken.map((one) => one.outcome)).toEqual(['new', 'new']);
    expect(taken[0]!.message).toMatch(/SeriesInstanceUID and SOPInstanceUID are filled in the index only/);
    const instances = test.instances();
    expect(new Set(instances.map((one) => one.SeriesInstanceUID)).size).toBe(1);
    expect(new Set(instances.map((one) => one.SOPInstanceUID)).size).toBe(2);
    for (const { SOPInstanceUID } of instances) expect(SOPInstanceUID).toMatch(/^2\.25\.\d{1,39}$/);
    const kept = test.archive.instancesOfSeries(1).map((one) => readFileSync(one.file));
    expect(kept.every((bytes, index) => bytes.equals(slices[index]!))).toBe(true);
    // The same content gets the same UID, so that it is no second instance.
    expect(await test.quarantine.take([await keptId(slices[0]!)])).toMatchObject([
      { outcome: 'already-there' },
    ]);
  });

  it('says what is impossible and leaves that in quarantine', async () => {
    const palette = { SOPClassUID: '1.2.840.10008.5.1.4.39.1', StudyInstanceUID: '', SeriesInstanceUID: '' };
    const ids = [
      await keptId(Buffer.from('<html>')),
      await keptId(buildInstance({ SOPClassUID: '' })),
      await keptId(buildInstance(palette)),
    ];
    const taken = await test.quarantine.take(ids);
    expect(taken.map((one) => one.outcome)).toEqual(['impossible', 'impossible', 'impossible']);
    expect(taken[0]!.message).toMatch(/not DICOM/);
    expect(taken[2]!.message).toMatch(/of no patient \(color palettes\)/);
    expect(test.rows()).toHaveLength(3);
    expect(test.leftovers()).toEqual([]);
  });

  describe('of a conflicting one', () => {
    const first = buildInstance({
      PatientID: 'P1',
      Modality: 'CT',
      StudyInstanceUID: '1.2',
      SOPInstanceUID: '1.2.3',
    });
    const conflicting = { code: 'conflicting', message: 'Other content.' } as const;
    async function archived(bytes: Uint8Array): Promise<void> {
      const id = await keptId(bytes);
      await test.quarantine.take([id]);
    }
    async function conflictingId(bytes: Uint8Array): Promise<string> {
      const kept = await test.quarantine.keep({ file: test.staging(bytes), origin, reason: conflicting });
      if (!kept.kept) throw new Error(kept.why);
      return kept.id;
    }
    const fileInArchive = (seriesKey: number) =>
      readFileSync(test.archive.instancesOfSeries(seriesKey)[0]!.file);

    it('replaces the first, which can be had back the same way', async () => {
      await archived(first);
      const other = sameUidOtherContent(first);
      const id = await conflictingId(other);
      expect(await test.quarantine.take([id])).toMatchObject([{ id, outcome: 'replaced' }]);
      expect(fileInArchive(1).equals(other)).toBe(true);
      const [back, ...none] = test.rows();
      expect(none).toEqual([]);
      expect(back).toMatchObject({
        reason: 'replaced',
        header: { PatientID: 'P1', SOPInstanceUID: '1.2.3' },
      });
      expect(await test.quarantine.take([back!.id])).toMatchObject([{ outcome: 'replaced' }]);
      expect(fileInArchive(1).equals(first)).toBe(true);
      expect(test.context.history.all('SELECT series_count, instance_count, bytes FROM study')).toEqual([
        { series_count: 1, instance_count: 1, bytes: first.length },
      ]);
    });

    it('of another patient moves the counts with it and leaves no file behind', async () => {
      await archived(first);
      const moved = buildInstance({ PatientID: 'P2', Modality: 'MR', SOPInstanceUID: '1.2.3' });
      const id = await conflictingId(moved);
      expect(await test.quarantine.take([id])).toMatchObject([{ outcome: 'replaced' }]);
      expect(test.instances()).toMatchObject([{ PatientID: 'P2', SOPInstanceUID: '1.2.3' }]);
      expect(
        test.context.history.all(
          'SELECT series_count, instance_count, bytes, modalities FROM study ORDER BY key',
        ),
      ).toEqual([
        { series_count: 0, instance_count: 0, bytes: 0, modalities: '' },
        { series_count: 1, instance_count: 1, bytes: moved.length, modalities: 'MR' },
      ]);
      expect(
        readdirSync(test.context.folders.archive, { recursive: true, encoding: 'utf8' }).filter((name) =>
          name.endsWith('.dcm'),
        ),
      ).toHaveLength(1);
    });

    it('does not happen for a broken one: what is whole stays', async () => {
      await archived(first);
      const id = await keptId(truncated(first, first.length - 2));
      expect(await test.quarantine.take([id])).toMatchObject([
        { outcome: 'impossible', message: expect.stringMatching(/better/) },
      ]);
      expect(fileInArchive(1).equals(first)).toBe(true);
      expect(test.leftovers()).toEqual([]);
    });

    it('does not happen when the first one has no room in quarantine', async () => {
      await archived(first);
      const id = await conflictingId(sameUidOtherContent(first));
      await test.close();
      test = openTestQuarantine(root, { quarantine: { maxBytes: 0, maxFiles: 10 } });
      expect(await test.quarantine.take([id])).toMatchObject([
        { outcome: 'impossible', message: expect.stringMatching(/no room/) },
      ]);
      expect(fileInArchive(1).equals(first)).toBe(true);
    });
  });
});

describe('files whose rows were lost', () => {
  const first = buildInstance({ SOPInstanceUID: '1.2.3', PatientID: 'P1' });
  const other = sameUidOtherContent(first);
  const whole = buildInstance({ SOPInstanceUID: '1.2.9', PatientID: 'P9' });
  const lose = () => test.context.history.run('DELETE FROM quarantine');
  const findAgain = () => test.quarantine.findAgain(new AbortController().signal);

  async function archiveFirst(): Promise<void> {
    const id = await keptId(first);
    expect(await test.quarantine.take([id])).toMatchObject([{ outcome: 'new' }]);
  }

  it('get rows again with what the files themselves tell, and can be taken', async () => {
    await archiveFirst();
    const ids = {
      other: await keptId(other),
      whole: await keptId(whole),
      cut: await keptId(truncated(first)),
      text: await keptId(Buffer.from('no DICOM at all')),
    };
    const before = new Map(test.rows().map((row) => [row.id, row.size]));
    lose();
    expect(await findAgain()).toBe(4);
    const rows = new Map(test.rows().map((row) => [row.id, row]));
    expect(new Map([...rows].map(([id, { size }]) => [id, size]))).toEqual(before);
    expect(rows.get(ids.other)).toMatchObject({
      reason: 'conflicting',
      door: null,
      sender: '',
      message: expect.stringMatching(/another content.*history was lost/),
      header: { PatientID: 'P1', SOPInstanceUID: '1.2.3' },
    });
    expect(rows.get(ids.whole)).toMatchObject({ reason: 'unknown', header: { SOPInstanceUID: '1.2.9' } });
    expect(rows.get(ids.cut)).toMatchObject({ reason: 'damaged', header: { PatientID: 'P1' } });
    expect(rows.get(ids.text)).toMatchObject({ reason: 'not-understood', header: { PatientID: '' } });
    expect(Math.abs((rows.get(ids.whole)?.firstAt ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await findAgain()).toBe(0);
    expect(await test.quarantine.get(ids.whole)).toMatchObject({ taking: { possible: true } });
    expect(await test.quarantine.take([ids.other, ids.whole])).toMatchObject([
      { outcome: 'replaced' },
      { outcome: 'new' },
    ]);
    expect(test.rows().find((row) => row.reason === 'replaced')).toMatchObject({ door: null, sender: '' });
    expect(test.files()).toEqual(
      test
        .rows()
        .map((row) => `${row.id}.dcm`)
        .sort(),
    );
  });

  it('go where the same bytes came again meanwhile and were kept anew', async () => {
    await keptId(truncated(first));
    lose();
    const again = await keptId(truncated(first));
    expect(test.files()).toHaveLength(2);
    expect(await findAgain()).toBe(0);
    expect(test.files()).toEqual([`${again}.dcm`]);
  });

  it('are all kept where the quarantine is full', async () => {
    await keptId(whole);
    await keptId(other);
    lose();
    await test.close();
    test = openTestQuarantine(root, { quarantine: { maxBytes: 0, maxFiles: 0 } });
    expect(await findAgain()).toBe(2);
    expect(test.rows()).toHaveLength(2);
  });
});
