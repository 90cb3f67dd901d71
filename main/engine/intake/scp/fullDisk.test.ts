import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { statuses } from '../../dimse/index.ts';
import { dataSetOf, openAssociation, openTestScp, storeMessage } from './testing/index.ts';
import type { RawSender } from './testing/index.ts';

/** An application folder whose archive lies on a disk of 6 MiB; null where this process may not mount one. */
function withTinyDisk(): { root: string; mount(...options: string[]): void; unmount(): void } | null {
  const root = mkdtempSync(path.join(os.tmpdir(), 'scp-disk-'));
  const archive = path.join(root, 'archive');
  mkdirSync(archive);
  const mount = (...options: string[]) =>
    void execFileSync('mount', [...options, archive], { stdio: 'ignore' });
  const unmount = () => void execFileSync('umount', ['-l', archive]);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  try {
    mount('-t', 'tmpfs', '-o', 'size=6m', 'tmpfs');
  } catch {
    return null;
  }
  onTestFinished(unmount);
  return { root, mount, unmount };
}

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
    expect(await store(sender, 2, 64)).toBe(statuses.success);
    disk.mount('-o', 'remount,size=200m');
    expect(await store(sender, 1, 2048)).toBe(statuses.success);
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
    disk.unmount();
    expect(await store(sender, 1, 64)).toBe(statuses.success);
  });
});
