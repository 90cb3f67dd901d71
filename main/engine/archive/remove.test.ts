import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';
import type { ArchivedFile } from './types.ts';

let root: string;
let test: TestArchive;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'remove-'));
  test = openTestArchive(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

async function take(...files: Uint8Array[]): Promise<string[]> {
  const batch = await Promise.all(files.map((bytes) => test.stage(bytes)));
  await test.archive.take(batch, () => undefined);
  return batch.map((one) => one.header.SOPInstanceUID);
}
const always = () => Promise.resolve(true);
const counts = () =>
  test.context.history.all(
    'SELECT series_count AS series, instance_count AS instances, bytes, modalities FROM study',
  );

describe('taking an instance out of the archive', () => {
  it('removes row and file and what they add to the counts', async () => {
    const ct = buildInstance({ InstanceNumber: 1 });
    const mr = buildInstance({ SeriesNumber: 2, Modality: 'MR' });
    const [, uid] = await take(ct, mr);
    const seen: ArchivedFile[] = [];
    const removed = await test.archive.remove(uid!, async (instance) => {
      expect(existsSync(instance.file)).toBe(true);
      seen.push(instance);
      return true;
    });
    expect(removed).toBe(true);
    expect(seen).toMatchObject([{ SOPInstanceUID: uid, Modality: 'MR', PatientID: 'TEST-1' }]);
    expect(existsSync(seen[0]!.file)).toBe(false);
    expect(test.files()).toHaveLength(1);
    expect(counts()).toEqual([{ series: 1, instances: 1, bytes: ct.length, modalities: 'CT' }]);
    expect(test.archive.lookUp([uid!]).size).toBe(0);
  });

  it('leaves a series that gets instances again as if it had never been empty', async () => {
    const bytes = buildInstance({});
    const [uid] = await take(bytes);
    await test.archive.remove(uid!, always);
    expect(counts()).toEqual([{ series: 0, instances: 0, bytes: 0, modalities: '' }]);
    await take(bytes);
    expect(counts()).toEqual([{ series: 1, instances: 1, bytes: bytes.length, modalities: 'CT' }]);
    expect(test.archive.instancesOfSeries(1)).toHaveLength(1);
  });

  it('does nothing when who asked for it thinks better of it, fails, or means one that is not there', async () => {
    const [uid] = await take(buildInstance({}));
    expect(await test.archive.remove(uid!, () => Promise.resolve(false))).toBe(false);
    await expect(
      test.archive.remove(uid!, () => Promise.reject(new Error('no room for a copy'))),
    ).rejects.toThrow('no room for a copy');
    expect(await test.archive.remove('9.9.9', always)).toBe(false);
    expect(test.files()).toHaveLength(1);
    expect(test.archive.lookUp([uid!]).size).toBe(1);
  });

  it('and the same instance coming in at that moment do not get into each other', async () => {
    const bytes = buildInstance({});
    const [uid] = await take(bytes);
    const staged = await test.stage(bytes);
    await Promise.all([
      test.archive.remove(uid!, always),
      test.archive.take([staged], () => undefined),
      test.archive.remove(uid!, always),
    ]);
    // Gone or there, but row and file alike.
    expect(test.files()).toHaveLength(test.archive.lookUp([uid!]).size);
    expect(test.staged()).toEqual([]);
  });
});
