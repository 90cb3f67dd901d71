import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance, sameUidOtherContent } from '../../../../scripts/phantom/index.ts';
import { openTestArchive } from '../../archive/testing/index.ts';
import type { TestArchive } from '../../archive/testing/index.ts';
import { judge } from './diskGuard.ts';
import { createDoors } from './doors.ts';
import type { Doors } from './doors.ts';
import { createRateMeter } from './rates.ts';

let root: string;
let test: TestArchive;
let doors: Doors;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'doors-'));
  test = openTestArchive(root);
  doors = openDoors(test);
});
afterEach(async () => {
  doors.close();
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

function openDoors({ context, archive }: TestArchive): Doors {
  const opened = createDoors(context, archive);
  const state = { state: 'open', address: null, active: 0, problem: null, details: null } as const;
  opened.add({ name: 'scp', describe: () => state });
  return opened;
}
const scanner = { door: 'scp', sender: 'SCANNER (10.0.0.5)' } as const;
const other = { door: 'scp', sender: 'OTHER (10.0.0.6)' } as const;
const scp = (of: Doors = doors) => of.list().doors.find(({ door }) => door === 'scp');

describe('what comes through a door', () => {
  it('is counted by what became of it and by who sent it, and outlives a restart', async () => {
    const bytes = buildInstance({});
    expect((await doors.intake.receive(await test.stage(bytes), scanner)).outcome).toBe('new');
    expect((await doors.intake.receive(await test.stage(bytes), other)).outcome).toBe('already-there');
    const conflicting = await test.stage(sameUidOtherContent(bytes));
    expect((await doors.intake.receive(conflicting, other)).outcome).toBe('conflicting');
    expect(readFileSync(conflicting.stagingFile).length).toBeGreaterThan(0);
    doors.intake.refused(other, 'It called by an unknown AE title.');
    const again = openDoors(test);
    onTestFinished(() => again.close());
    for (const opened of [doors, again]) {
      expect(scp(opened)).toMatchObject({
        counts: { new: 1, alreadyThere: 1, conflicting: 1, quarantined: 0, refused: 1, bytes: bytes.length },
      });
      const senders = new Map(scp(opened)?.senders.map((one) => [one.sender, one]));
      expect(senders.get(scanner.sender)).toMatchObject({ new: 1, lastProblem: null });
      expect(senders.get(other.sender)).toMatchObject({
        new: 0,
        refused: 1,
        lastProblem: { message: 'It called by an unknown AE title.' },
      });
    }
  });

  it('is not counted when it could not be taken', async () => {
    const staged = await test.stage(buildInstance({}));
    rmSync(staged.stagingFile);
    await expect(doors.intake.receive(staged, scanner)).rejects.toMatchObject({ code: 'disk-failed' });
    expect(scp()?.senders).toEqual([]);
  });
});

describe('a history that cannot be written', () => {
  it('closes the doors and says so; what was refused meanwhile is shown, and written when it can be', async () => {
    const { history } = test.context;
    doors.intake.refused(other, 'It was refused before.');
    history.run('PRAGMA query_only = ON');
    await expect(doors.intake.receive(await test.stage(buildInstance({})), scanner)).rejects.toMatchObject({
      code: 'database-failed',
    });
    doors.intake.refused(scanner, 'It could not be noted.');
    doors.intake.refused(other, 'It could not be noted either.');
    await expect.poll(() => doors.disk().state, { timeout: 10_000 }).toBe('failed');
    expect(() => doors.intake.assertSpace()).toThrow(expect.objectContaining({ code: 'database-failed' }));
    expect(doors.disk().problem).toMatch(/history cannot be read or written.*Nothing is taken/);
    expect(doors.disk().details).toMatch(/readonly/);
    const refusals = {
      counts: { refused: 3 },
      senders: expect.arrayContaining([
        expect.objectContaining({
          sender: scanner.sender,
          refused: 1,
          lastProblem: { at: expect.any(Number), message: 'It could not be noted.' },
        }),
        expect.objectContaining({
          sender: other.sender,
          refused: 2,
          lastProblem: { at: expect.any(Number), message: 'It could not be noted either.' },
        }),
      ]),
    };
    expect(scp()).toMatchObject({ state: 'paused', problem: doors.disk().problem, ...refusals });
    history.run('PRAGMA query_only = OFF');
    await expect.poll(() => doors.disk().state, { timeout: 10_000 }).toBe('ok');
    expect(scp()).toMatchObject({ state: 'open', problem: null });
    const again = openDoors(test);
    onTestFinished(() => again.close());
    await expect.poll(() => scp(again), { timeout: 10_000 }).toMatchObject(refusals);
    expect((await doors.intake.receive(await test.stage(buildInstance({})), scanner)).outcome).toBe('new');
  });
});

describe('a rate', () => {
  it('is that of the last ten seconds, falls to nothing after them, and leaves out the second that has just begun', () => {
    let now = 100_500;
    const meter = createRateMeter(() => now);
    meter.add(50, 5000);
    expect(meter.read()).toEqual({ rate: 0, byteRate: 0 });
    now = 101_000;
    expect(meter.read()).toEqual({ rate: 5, byteRate: 500 });
    now = 110_999;
    expect(meter.read()).toEqual({ rate: 5, byteRate: 500 });
    now = 111_000;
    expect(meter.read()).toEqual({ rate: 0, byteRate: 0 });
  });
});

describe('the disk guard', () => {
  const options = { warnPercent: 10, warnBytes: 50, refusePercent: 2, refuseBytes: 30 };
  it.each([
    [1000, 100, 'ok'],
    [1000, 99, 'low'],
    [1000, 30, 'low'],
    [1000, 29, 'full'],
    [10_000, 199, 'full'],
    [100, 49, 'low'],
  ])(
    'of %i bytes with %i free says %s: the larger of percentage and bytes counts',
    (total, free, expected) => {
      expect(judge({ totalBytes: total, freeBytes: free }, options)).toBe(expected);
    },
  );

  it('refuses before the disk is full, says so, and lets everything go on when there is space again', async (context) => {
    const disk = mkdtempSync(path.join(os.tmpdir(), 'doors-disk-'));
    onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      context.skip('a file system of its own cannot be mounted here: it takes root on Linux');
    }
    onTestFinished(() => void execFileSync('umount', ['-l', disk]));
    const small = openTestArchive(path.join(disk, 'application'));
    const defaults = small.context.options();
    let refuseBytes = 0;
    small.context.options = () => ({
      ...defaults,
      diskGuard: { warnPercent: 0, warnBytes: 0, refusePercent: 0, refuseBytes },
    });
    const guarded = openDoors(small);
    onTestFinished(async () => {
      guarded.close();
      await small.close();
    });
    const receive = async (InstanceNumber: number) =>
      guarded.intake.receive(await small.stage(buildInstance({ InstanceNumber })), scanner);
    expect((await receive(1)).outcome).toBe('new');
    const changed = (state: string) =>
      expect.poll(() => guarded.list().disk.state, { timeout: 10_000 }).toBe(state);
    refuseBytes = 128 * 1024 ** 2;
    await changed('full');
    expect(guarded.list().disk.problem).toMatch(/nothing is taken until there is more/);
    await expect(receive(2)).rejects.toMatchObject({ code: 'disk-full' });
    expect(small.staged()).toEqual([]);
    refuseBytes = 1024;
    await changed('ok');
    expect((await receive(2)).outcome).toBe('new');
  });
});
