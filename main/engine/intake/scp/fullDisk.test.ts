import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { statuses } from '../../dimse/index.ts';
import { withTinyDisk } from '../testing/index.ts';
import { dataSetOf, openAssociation, openTestScp, storeMessage } from './testing/index.ts';
import type { RawSender } from './testing/index.ts';

async function store(sender: RawSender, number: number, edge: number): Promise<number | undefined> {
  const SOPInstanceUID = `1.2.3.${number}`;
  const file = buildInstance({ SOPInstanceUID, Rows: edge, Columns: edge });
  sender.send(...storeMessage(dataSetOf(file), { SOPInstanceUID }));
  return (await sender.answer()).Status;
}

describe('a disk that is full', () => {
  it('is told to the sender as out-of-resources; what fits is taken, and all of it with more space', async (context) => {
    const disk = withTinyDisk() ?? context.skip('this process may not mount a small disk');
    const test = await openTestScp({}, disk);
    const sender = await openAssociation(test.port);
    expect(await store(sender, 1, 2048)).toBe(statuses.outOfResources);
    expect(test.summary('scp')?.senders[0]?.lastProblem?.message).toMatch(/space/);
    // The guard may have looked while the file that did not fit was still there.
    const stored = (number: number, edge: number) =>
      expect.poll(() => store(sender, number, edge), { timeout: 10_000 }).toBe(statuses.success);
    await stored(2, 64);
    disk.mount('-o', 'remount,size=200m');
    await stored(1, 2048);
    sender.close();
    await expect.poll(() => test.leftovers()).toEqual([]);
    expect(test.instances()).toEqual(['1.2.3.2', '1.2.3.1']);
  });
});

describe('a disk that may not be written any more', () => {
  it('is told to the sender as out-of-resources, and taken again as soon as it can be written', async (context) => {
    const disk = withTinyDisk() ?? context.skip('this process may not mount a small disk');
    const test = await openTestScp({}, disk);
    const archive = path.join(disk.root, 'archive');
    disk.mount('--bind', archive);
    disk.mount('-o', 'remount,bind,ro');
    const sender = await openAssociation(test.port);
    expect(await store(sender, 1, 64)).toBe(statuses.outOfResources);
    const shown = () => test.summary('scp');
    await expect.poll(shown, { timeout: 10_000 }).toMatchObject({ state: 'paused', counts: { refused: 1 } });
    expect(shown()?.problem).toMatch(/cannot be written.*is read-only/);
    expect(shown()?.details).toMatch(/EROFS/);
    expect(shown()?.senders[0]?.lastProblem?.message).toMatch(/cannot be written/);
    expect(test.doors.disk()).toMatchObject({ state: 'failed', problem: shown()?.problem });
    expect(await store(sender, 1, 64)).toBe(statuses.outOfResources);
    disk.unmount();
    await expect.poll(() => test.door.describe().state, { timeout: 10_000 }).toBe('open');
    expect(await store(sender, 1, 64)).toBe(statuses.success);
    expect(shown()).toMatchObject({ state: 'open', problem: null, details: null });
  });

  it('is found out by the first that fails to be written where the system does not call it read-only', async (context) => {
    const disk = withTinyDisk() ?? context.skip('this process may not mount a small disk');
    const test = await openTestScp({}, disk);
    const sender = await openAssociation(test.port);
    // No file can be made any more, and the free space and permissions of the disk are as before.
    const inTheWay = disk.fill();
    expect(await store(sender, 1, 64)).toBe(statuses.outOfResources);
    await expect.poll(() => test.summary('scp')?.state, { timeout: 10_000 }).toBe('paused');
    expect(test.doors.disk().state).toBe('full');
    for (const file of inTheWay) rmSync(file);
    await expect.poll(() => test.door.describe().state, { timeout: 10_000 }).toBe('open');
    expect(await store(sender, 1, 64)).toBe(statuses.success);
  });
});
