import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';
import type { StagedInstance, TakenInstance } from './types.ts';

let root: string;
let test: TestArchive;
beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'keep-'));
  test = openTestArchive(root);
  // From the second instance on rows may be committed before files are flushed.
  await take(await test.stage(buildInstance({ InstanceNumber: 1 })));
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

const take = (staged: StagedInstance, revoked?: (taken: readonly TakenInstance[]) => void) =>
  test.archive.take([staged], () => undefined, { promised: true, ...(revoked ? { revoked } : {}) });

/** An instance whose file cannot be flushed, because what is flushed for it is no file. */
async function unflushable(bytes: Uint8Array): Promise<StagedInstance> {
  const fd = openSync('/dev/null', 'r+');
  onTestFinished(() => closeSync(fd));
  return { ...(await test.stage(bytes)), fd };
}
const counts = () => test.context.history.all('SELECT instance_count AS instances, bytes FROM study');

describe.skipIf(process.platform === 'win32')('an instance whose file cannot be flushed', () => {
  const bytes = buildInstance({ InstanceNumber: 2 });

  it('is not taken, though its row was committed already, and is new when it comes again', async () => {
    const before = counts();
    const revoked: string[] = [];
    const staged = await unflushable(bytes);
    const taking = take(staged, ([one]) => revoked.push(one!.staged.header.SOPInstanceUID));
    await expect(taking).rejects.toMatchObject({ code: 'disk-failed' });
    expect(revoked).toEqual([staged.header.SOPInstanceUID]);
    expect(counts()).toEqual(before);
    expect(test.files()).toHaveLength(1);
    expect(test.staged()).toEqual([]);
    expect(await take(await test.stage(bytes))).toMatchObject([{ outcome: 'new' }]);
  });

  it('is new again even when its row could not be taken back at once, so that nobody is told it was there', async () => {
    const fail = () => {
      throw new Error('the history cannot be written');
    };
    await expect(take(await unflushable(bytes), fail)).rejects.toThrow('cannot be written');
    const { header } = await test.stage(bytes);
    expect(test.archive.lookUp([header.SOPInstanceUID]).size).toBe(0);
    // Once more in vain: then nothing is taken either.
    await expect(take(await test.stage(bytes))).rejects.toThrow('cannot be written');
    expect(test.staged()).toHaveLength(1);
  });
});

it('an instance whose row is there and whose file is being flushed is known to nobody, and can be waited for', async () => {
  const staged = await test.stage(buildInstance({ InstanceNumber: 2 }));
  const uids = [staged.header.SOPInstanceUID];
  const seen: unknown[] = [];
  const record = () =>
    test.context.history.afterCommit(() => {
      seen.push(counts()[0], test.archive.lookUp(uids).size);
      void test.archive.untilSettled(uids).then(() => seen.push(test.archive.lookUp(uids).size));
    });
  await test.archive.take([staged], record, { promised: true });
  await test.archive.untilSettled(uids);
  expect(seen).toMatchObject([{ instances: 2 }, 0, 1]);
});
