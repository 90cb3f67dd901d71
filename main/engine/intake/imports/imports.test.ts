import { execFileSync } from 'node:child_process';
import {
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Task } from '../../../../contract/index.ts';
import {
  buildInstance,
  sameUidOtherContent,
  truncated,
  withoutMeta,
} from '../../../../scripts/phantom/index.ts';
import { counts, openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';

let base: string;
let sources: string;
let test: TestIntake;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'intake-'));
  sources = path.join(base, 'sources');
  mkdirSync(sources);
  test = openTestIntake(path.join(base, 'application'));
});
afterEach(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

/** Writes a file below the sources; its path. */
function put(name: string, bytes: string | Uint8Array): string {
  const file = path.join(sources, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}
function putSlices(count: number, folder = 'slices'): void {
  for (let number = 1; number <= count; number++) {
    put(path.join(folder, `${number}`), buildInstance({ InstanceNumber: number }));
  }
}

describe('an import of a folder', () => {
  it('takes what is DICOM at any depth and tells of every other file what it is', async () => {
    putSlices(40, 'a/b/c');
    const text = put('a/notes.csv', 'slice;remark\n1;nice\n');
    const empty = put('a/empty.dcm', '');
    const cut = put('a/cut.dcm', truncated(buildInstance({ InstanceNumber: 900 })));
    const headless = put('a/headless', withoutMeta(buildInstance({ InstanceNumber: 901 })));
    const task = await test.import(sources);
    expect(task).toMatchObject({
      state: 'succeeded',
      title: '1 folder',
      problem: null,
      done: 44,
      total: 44,
      counts: counts({ new: 41, 'not-dicom': 2, damaged: 1 }),
    });
    expect(task.finishedAt).toBeGreaterThanOrEqual(task.createdAt);
    expect(test.notes(task)).toEqual([
      { path: cut, outcome: 'damaged', reason: expect.stringMatching(/ends inside .* Copy it again/) },
      { path: empty, outcome: 'not-dicom', reason: 'The file is empty.' },
      { path: headless, outcome: 'new', reason: expect.stringMatching(/no file meta information/) },
      { path: text, outcome: 'not-dicom', reason: expect.stringMatching(/text file/) },
    ]);
    expect(test.instances()).toBe(41);
    expect(test.files()).toHaveLength(41);
    expect(task.bytes).toBe(
      test.context.history.get<{ sum: number }>('SELECT sum(size) AS sum FROM instance')?.sum,
    );
  });

  it('tells its number of files when the search has ended, and its progress on the way', async () => {
    putSlices(100);
    const seen: Task[] = [];
    test.context.events.listen((name, payload) => {
      if (name === 'tasks.changed' && 'task' in payload) seen.push(payload.task);
    });
    await test.import(sources);
    expect(seen[0]).toMatchObject({ state: 'running', total: null, done: 0 });
    expect(seen.some((task) => task.state === 'running' && task.total === 100)).toBe(true);
    const done = seen.map((task) => task.done);
    expect(done).toEqual([...done].sort((one, other) => one - other));
    expect(seen.length).toBeLessThan(100);
  });

  it('a second time finds everything there, and a changed file among it', async () => {
    putSlices(40);
    const file = put('one.dcm', buildInstance({ InstanceNumber: 500 }));
    await test.import(sources);
    const again = await test.import(sources);
    expect(again.counts).toEqual(counts({ 'already-there': 41 }));
    // Same size, same time of change as told by the file: what a careless tool leaves.
    const before = new Date(2020, 1, 1);
    utimesSync(file, before, before);
    await test.import(sources);
    writeFileSync(file, sameUidOtherContent(buildInstance({ InstanceNumber: 500 })));
    utimesSync(file, before, before);
    const third = await test.import(sources);
    expect(third.counts).toEqual(counts({ 'already-there': 40, conflicting: 1 }));
    expect(test.notes(third).find((note) => note.outcome === 'conflicting')).toMatchObject({
      path: file,
      reason: expect.stringContaining(`taken from ${file}. The first is kept`),
    });
    expect(test.instances()).toBe(41);
  });

  it('recognises copies within one import, wherever they lie', async () => {
    const bytes = buildInstance({});
    for (const name of ['a/1', 'b/2', 'c/3']) put(name, bytes);
    put('d/4', sameUidOtherContent(bytes));
    const task = await test.import(sources);
    expect(task.counts.new).toBe(1);
    expect(task.counts['already-there'] + task.counts.conflicting).toBe(3);
    expect(test.files()).toHaveLength(1);
  });
});

describe('paths of an import', () => {
  it('are files and folders in any mixture; what is named twice is looked at once', async () => {
    putSlices(3);
    const file = path.join(sources, 'slices', '1');
    const task = await test.import(file, sources, path.join(sources, 'slices'), file);
    expect(task).toMatchObject({
      title: '2 folders and 1 file',
      done: 3,
      total: 3,
      counts: counts({ new: 3 }),
    });
  });

  it('that do not exist are refused at once when none does, else noted', async () => {
    const missing = path.join(base, 'missing');
    expect(() => test.intake.imports.start([missing])).toThrow(
      expect.objectContaining({ code: 'nothing-to-import' }),
    );
    putSlices(1);
    const task = await test.import(missing, sources);
    expect(task.counts).toEqual(counts({ new: 1, refused: 1 }));
    expect(test.notes(task)).toEqual([
      { path: missing, outcome: 'refused', reason: expect.stringMatching(/no such file/) },
    ]);
  });

  it('that lead into the application itself are refused, or the archive would import itself', async () => {
    putSlices(2);
    await test.import(sources);
    const task = await test.import(base);
    expect(task.counts).toEqual(counts({ 'already-there': 2, refused: 1 }));
    const inside = await test.import(test.context.folders.archive);
    expect(inside.counts).toEqual(counts({ refused: 1 }));
  });

  it('may be links: followed, each folder once, so that circles end', async () => {
    const outside = path.join(base, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'x.dcm'), buildInstance({ InstanceNumber: 70 }));
    putSlices(1);
    symlinkSync(outside, path.join(sources, 'to-outside'));
    symlinkSync(outside, path.join(sources, 'to-outside-again'));
    symlinkSync(sources, path.join(sources, 'slices', 'circle'));
    symlinkSync(path.join(base, 'nowhere'), path.join(sources, 'dangling'));
    const task = await test.import(sources);
    expect(task.counts).toEqual(counts({ new: 2, refused: 1 }));
    expect(test.notes(task)[0]?.reason).toMatch(/link to nothing/);
  });

  it.skipIf(process.platform === 'win32')('may hold a pipe, for which nobody waits', async () => {
    putSlices(1);
    execFileSync('mkfifo', [path.join(sources, 'pipe')]);
    const task = await test.import(sources);
    expect(task.counts).toEqual(counts({ new: 1, refused: 1 }));
  });

  it.skipIf(process.platform !== 'linux')(
    'may hold names in an old encoding, which are told to be renamed',
    async () => {
      const name = Buffer.concat([Buffer.from(`${sources}/M`), Buffer.from([0xfc]), Buffer.from('ller.dcm')]);
      writeFileSync(name, buildInstance({}));
      const task = await test.import(sources);
      expect(test.notes(task)).toMatchObject([
        { outcome: 'refused', reason: expect.stringMatching(/not in UTF-8/) },
      ]);
    },
  );

  it('may hold a file of 2 GiB that is no DICOM, which takes no longer than a small one', async () => {
    const large = put('large.bin', 'no DICOM\0');
    const fd = openSync(large, 'r+');
    ftruncateSync(fd, 2 * 1024 ** 3 + 1);
    closeSync(fd);
    expect((await test.import(large)).counts).toEqual(counts({ 'not-dicom': 1 }));
  });
});

describe('an import that is cancelled', () => {
  it('ends at once and keeps exactly what it had taken', async () => {
    putSlices(600);
    const started = test.intake.imports.start([sources]);
    await test.until(started.id, (task) => task.counts.new > 0);
    expect(test.intake.imports.cancel(started.id)).toMatchObject({ state: 'cancelled', problem: null });
    await test.intake.close();
    const [after] = test.context.history.all<{ done: number; state: string }>('SELECT * FROM task');
    expect(after).toMatchObject({ state: 'cancelled', done: test.instances() });
    expect(after!.done).toBeLessThan(600);
    expect(test.files()).toHaveLength(after!.done);
    expect(test.leftovers()).toEqual([]);
  });

  it('stays as it ended; an unknown one is not found', async () => {
    putSlices(1);
    const task = await test.import(sources);
    expect(test.intake.imports.cancel(task.id).state).toBe('succeeded');
    expect(() => test.intake.imports.cancel('unknown')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});

describe('an archive that cannot be written', () => {
  it('fails the import with what to do, keeps what was taken, and lets it be started again', async () => {
    putSlices(2, 'first');
    await test.import(path.join(sources, 'first'));
    put('second/x', buildInstance({ InstanceNumber: 99 }));
    rmSync(test.context.folders.staging, { recursive: true });
    writeFileSync(test.context.folders.staging, 'in the way');
    const failed = await test.import(sources);
    expect(failed).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/^The archive in .* could not be written\. Check the disk/),
    });
    expect(test.instances()).toBe(2);
    rmSync(test.context.folders.staging);
    mkdirSync(test.context.folders.staging);
    const again = await test.import(sources);
    expect(again.counts).toEqual(counts({ new: 1, 'already-there': 2 }));
  });
});

/** A disk of 4 MiB; null where this process may not mount one. */
function tinyDisk(at: string): { unmount(): void; grow(): void } | null {
  mkdirSync(at, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', at], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return {
    unmount: () => void execFileSync('umount', ['-l', at]),
    grow: () => void execFileSync('mount', ['-o', 'remount,size=200m', at]),
  };
}

describe('a disk that becomes full', () => {
  it('fails the import with a clear sentence; with more space the same import takes the rest', async (context) => {
    const root = path.join(base, 'tiny');
    const disk = tinyDisk(root) ?? context.skip('this process may not mount a small disk');
    // The disk guard would have it wait before.
    const tiny = openTestIntake(root, {
      diskGuard: { warnPercent: 0, warnBytes: 0, refusePercent: 0, refuseBytes: 0 },
    });
    try {
      for (let number = 1; number <= 30; number++) {
        put(`${number}`, buildInstance({ InstanceNumber: number, Rows: 256, Columns: 256 }));
      }
      const failed = await tiny.import(sources);
      expect(failed).toMatchObject({
        state: 'failed',
        problem: expect.stringMatching(/no space left.*Free some/),
      });
      expect(tiny.files()).toHaveLength(tiny.instances());
      disk.grow();
      const again = await tiny.import(sources);
      expect(again).toMatchObject({ state: 'succeeded', done: 30 });
      expect(tiny.instances()).toBe(30);
    } finally {
      await tiny.close();
      disk.unmount();
    }
  });
});
