import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchedFolderSchema } from '../../../../contract/index.ts';
import type { DoorCounts, WatchedFolder, WatchedFolderState } from '../../../../contract/index.ts';
import { buildInstance, sameUidOtherContent, truncated } from '../../../../scripts/phantom/index.ts';
import { openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';
import { packZip } from '../testing/packZip.ts';

let base: string;
let inbox: string;
let test: TestIntake;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'folders-'));
  inbox = path.join(base, 'inbox');
  mkdirSync(inbox);
  test = openTestIntake(path.join(base, 'application'));
});
afterEach(async () => {
  await test.close();
  rmSync(base, { recursive: true, force: true });
});

/** Looks often and takes at the second look at the latest, so that tests are quick. */
type Wanted = Partial<WatchedFolder>;
const folderOf = (wanted: Wanted = {}) =>
  watchedFolderSchema.parse({ id: 'f', path: inbox, pollSeconds: 0.1, settleSeconds: 0, ...wanted });
function watch(...wanted: Wanted[]): void {
  test.setOptions({ watchedFolders: wanted.map((one) => folderOf(one)) });
}
async function reopen(): Promise<void> {
  const { watchedFolders } = test.context.options();
  await test.close();
  test = openTestIntake(path.join(base, 'application'), { watchedFolders });
}
function put(name: string, bytes: string | Uint8Array, folder = inbox): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}
const slice = (InstanceNumber: number) => buildInstance({ InstanceNumber });
const stateOf = (id = 'f') => test.intake.folders.list().find((one) => one.id === id)!;
const door = () => test.intake.doors().doors.find((one) => one.door === 'folder')!;

/** Resolves when the condition holds; asked again whenever the door tells of a change. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!holds()) return;
      stop();
      clearInterval(timer);
      resolve();
    };
    const stop = test.context.events.listen(check);
    // A look that finds nothing new tells nobody.
    const timer = setInterval(check, 20);
    check();
  });
}
const untilState = (wanted: (state: WatchedFolderState) => boolean, id?: string) =>
  until(() => wanted(stateOf(id)));
/** Resolves after a look that began after now. */
async function untilLooked(times = 2): Promise<void> {
  for (let time = 0; time < times; time++) {
    const before = stateOf().lookedAt ?? 0;
    await untilState((state) => (state.lookedAt ?? 0) > before);
  }
}
const untilInstances = (count: number) => until(() => test.instances() === count);
const countsWith = (counts: Partial<DoorCounts>) => expect.objectContaining(counts);

describe('a watched folder', () => {
  it('has what lies in it and what comes taken, at any depth, counted under its path', async () => {
    put('a/b/1.dcm', slice(1));
    watch({});
    await untilInstances(1);
    put('2', slice(2));
    put('c/3.dcm', slice(3));
    await untilInstances(3);
    expect(door()).toMatchObject({ state: 'open', problem: null, address: inbox });
    expect(door().senders).toMatchObject([{ sender: inbox, new: 3 }]);
    expect(readdirSync(inbox, { recursive: true })).toHaveLength(6);
    expect(test.leftovers()).toEqual([]);
  });

  it('is left alone when it is not enabled, and without its folders when they are not wanted', async () => {
    put('1.dcm', slice(1));
    put('deep/2.dcm', slice(2));
    watch({ enabled: false });
    expect(door()).toMatchObject({ state: 'off', address: null });
    watch({ recursive: false });
    await untilInstances(1);
    await untilLooked();
    expect(test.instances()).toBe(1);
  });

  it('has only files of its pattern taken, upper or lower case', async () => {
    put('1.DCM', slice(1));
    put('2.dcm.tmp', slice(2));
    watch({ pattern: '*.dcm' });
    await untilInstances(1);
    await untilLooked();
    expect(test.instances()).toBe(1);
  });

  it('has ZIP archives opened', async () => {
    await packZip(path.join(inbox, 'study.zip'), { '1': slice(1), '2': slice(2) });
    watch({});
    await untilInstances(2);
    expect(test.leftovers()).toEqual([]);
  });

  it('takes thousands of files that appear at once, each once', async () => {
    watch({});
    await untilState((state) => state.lookedAt !== null);
    for (let number = 1; number <= 1500; number++) {
      put(`${number % 7}/${number}`, buildInstance({ InstanceNumber: number, Rows: 2, Columns: 2 }));
    }
    await untilInstances(1500);
    await untilLooked();
    expect(door().counts).toEqual(countsWith({ new: 1500, alreadyThere: 0, refused: 0 }));
  });
});

describe('a file', () => {
  it('is not taken before it has not changed for the settle time', async () => {
    watch({ settleSeconds: 0.8 });
    const bytes = slice(1);
    const file = put('1.dcm', bytes.subarray(0, 200));
    await untilState((state) => state.waiting === 1);
    appendFileSync(file, bytes.subarray(200));
    await untilInstances(1);
    // Taken before, it would have been a damaged one.
    expect(door().counts).toEqual(countsWith({ new: 1, quarantined: 0, refused: 0 }));
  });

  it.runIf(process.platform === 'linux')('is not taken while somebody has it open for writing', async () => {
    watch({});
    const bytes = slice(1);
    const staged = put('1.dcm', bytes.subarray(0, 300), base);
    const fd = openSync(staged, 'a');
    renameSync(staged, path.join(inbox, '1.dcm'));
    await untilState((state) => state.waiting === 1);
    await untilLooked();
    expect(test.quarantined()).toEqual([]);
    appendFileSync(fd, bytes.subarray(300));
    closeSync(fd);
    await untilInstances(1);
    expect(test.quarantined()).toEqual([]);
  });

  it('is not taken twice, not after a restart either, but again when it has changed', async () => {
    const file = put('1.dcm', slice(1));
    put('notes.txt', 'no DICOM');
    watch({});
    await untilInstances(1);
    await reopen();
    await untilLooked();
    expect(door().counts).toEqual(countsWith({ new: 1, alreadyThere: 0 }));
    put('1.dcm', slice(2));
    utimesSync(file, new Date(), new Date());
    await untilInstances(2);
  });

  it('that cannot be taken goes to quarantine and stays where it is', async () => {
    const whole = slice(1);
    put('a.dcm', whole);
    watch({});
    await untilInstances(1);
    put('b.dcm', sameUidOtherContent(whole));
    const cut = put('c.dcm', truncated(slice(2)));
    await until(() => test.quarantined().length === 2);
    expect(
      test
        .quarantined()
        .map((one) => one.reason)
        .sort(),
    ).toEqual(['conflicting', 'damaged']);
    expect(existsSync(cut)).toBe(true);
    await untilLooked();
    expect(test.quarantined().every((one) => one.times === 1)).toBe(true);
    expect(door().counts).toEqual(countsWith({ conflicting: 1, quarantined: 2, refused: 0 }));
  });
});

describe('a file that finds no room in quarantine', () => {
  it('is told once and tried again until it is kept, also after a restart, and inside an archive', async () => {
    const whole = slice(1);
    put('a.dcm', whole);
    watch({});
    await untilInstances(1);
    test.setOptions({ quarantine: { maxFiles: 0, maxBytes: 1e9 } });
    put('b.dcm', sameUidOtherContent(whole));
    put('c.dcm', truncated(slice(2)));
    await packZip(path.join(inbox, 'd.zip'), { '3': slice(3), '4': truncated(slice(4)) });
    // Found conflicting by the archive, not by who reads: both come in one batch.
    put('e/1.dcm', slice(5));
    put('e/2.dcm', sameUidOtherContent(slice(5)));
    await untilInstances(3);
    await untilState((state) => state.waiting === 4);
    await untilLooked();
    expect(test.quarantined()).toEqual([]);
    expect(door().counts).toEqual(countsWith({ new: 3, conflicting: 2, quarantined: 0, refused: 4 }));
    expect(door().senders[0]?.lastProblem?.message).toMatch(/no room for it.*tried again by itself/);
    await reopen();
    await until(() => test.quarantined().length === 4);
    await untilState((state) => state.waiting === 0);
    expect(door().counts).toEqual(countsWith({ new: 3, quarantined: 4, refused: 4 }));
  });
});

describe('files that were taken', () => {
  it('are deleted where that is wanted; what is no DICOM is never', async () => {
    const whole = slice(1);
    put('1.dcm', whole);
    put('copy.dcm', whole);
    put('deep/cut.dcm', truncated(slice(2)));
    put('notes.txt', 'no DICOM');
    await packZip(path.join(inbox, 'good.zip'), { '3': slice(3) });
    await packZip(path.join(inbox, 'mixed.zip'), { '4': slice(4), 'notes.txt': 'no DICOM' });
    watch({ after: 'delete' });
    await until(() => readdirSync(inbox).length === 3);
    expect(readdirSync(inbox).sort()).toEqual(['deep', 'mixed.zip', 'notes.txt']);
    expect(readdirSync(path.join(inbox, 'deep'))).toEqual([]);
    expect(test.instances()).toBe(3);
    expect(test.quarantined()).toMatchObject([{ reason: 'damaged' }]);
  });

  it('are not deleted when they are neither in the archive nor in quarantine', async () => {
    test.setOptions({ quarantine: { maxBytes: 0, maxFiles: 0 } });
    const cut = put('cut.dcm', truncated(slice(2)));
    put('1.dcm', slice(1));
    watch({ after: 'delete' });
    await until(() => readdirSync(inbox).length === 1);
    await untilLooked();
    expect(existsSync(cut)).toBe(true);
    expect(door().counts).toEqual(countsWith({ new: 1, refused: 1 }));
  });

  it('are moved to the same place below another folder, and nothing there is overwritten', async () => {
    const moveTo = path.join(inbox, 'done');
    put('a/1.dcm', 'here first', moveTo);
    put('a/1.dcm', slice(1));
    watch({ after: 'move', moveTo });
    await until(() => existsSync(path.join(moveTo, 'a', '1-2.dcm')));
    expect(readFileSync(path.join(moveTo, 'a', '1-2.dcm')).equals(slice(1))).toBe(true);
    expect(readFileSync(path.join(moveTo, 'a', '1.dcm'), 'utf8')).toBe('here first');
    await untilLooked();
    // Inside the watched folder, and yet not taken again.
    expect(door().counts).toEqual(countsWith({ new: 1, alreadyThere: 0 }));
    expect(existsSync(path.join(inbox, 'a', '1.dcm'))).toBe(false);
  });

  it('are moved as archives with other things in them, which are never deleted', async () => {
    const moveTo = path.join(base, 'done');
    mkdirSync(moveTo);
    await packZip(path.join(inbox, 'mixed.zip'), { '4': slice(4), 'notes.txt': 'no DICOM' });
    await packZip(path.join(inbox, 'other.zip'), { 'notes.txt': 'no DICOM' });
    put('notes.txt', 'no DICOM');
    watch({ after: 'move', moveTo });
    await until(() => readdirSync(inbox).length === 2);
    await untilLooked();
    expect(readdirSync(inbox).sort()).toEqual(['notes.txt', 'other.zip']);
    expect(readdirSync(moveTo)).toEqual(['mixed.zip']);
  });

  it('are moved even when they were taken before that was wanted, or before an interruption', async () => {
    put('1.dcm', slice(1));
    watch({});
    await untilInstances(1);
    const moveTo = path.join(base, 'done');
    watch({ after: 'move', moveTo });
    // A share that is not connected: nothing is put in its place, and nothing is taken meanwhile.
    await untilState((state) => state.state === 'paused');
    expect(stateOf('f').problem).toMatch(/moved to, is not there/);
    expect(existsSync(moveTo)).toBe(false);
    mkdirSync(moveTo);
    await until(() => existsSync(path.join(moveTo, '1.dcm')));
    expect(readdirSync(inbox)).toEqual([]);
  });
});

describe('a folder that cannot be watched', () => {
  it('and is not there is waited for, and found again when it comes back', async () => {
    const away = path.join(base, 'away');
    watch({});
    put('1.dcm', slice(1));
    await untilInstances(1);
    renameSync(inbox, away);
    await untilState((state) => state.state === 'paused');
    expect(door().problem).toMatch(/is not there/);
    put('2.dcm', slice(2), away);
    renameSync(away, inbox);
    await untilInstances(2);
    expect(stateOf()).toMatchObject({ state: 'open', problem: null });
    expect(door().counts).toEqual(countsWith({ new: 2, alreadyThere: 0 }));
  });

  it.each([
    ['the application', () => path.join(base, 'application'), /application itself/],
    ['inside the application', () => path.join(base, 'application', 'archive'), /application itself/],
    ['a file', () => put('file', 'x', base), /not a folder/],
    ['a relative path', () => 'inbox', /full path/],
  ])('because it is %s says so', async (_what, folder, problem) => {
    watch({ path: folder() });
    await untilState((state) => state.state === 'failed');
    expect(stateOf().problem).toMatch(problem);
    expect(door()).toMatchObject({ state: 'failed' });
  });

  it('around the application is watched without the application', async () => {
    put('1.dcm', slice(1));
    watch({ path: base });
    await untilInstances(1);
    await untilLooked();
    expect(door().counts).toEqual(countsWith({ new: 1, alreadyThere: 0 }));
  });

  it('never takes, let alone deletes, what another application has archived', async () => {
    const other = path.join(base, 'other');
    mkdirSync(path.join(other, 'archive'), { recursive: true });
    for (const name of ['application.json', 'history.sqlite']) put(name, '', other);
    const archived = put('2.dcm', slice(2), path.join(other, 'archive'));
    put('1.dcm', slice(1));
    watch(
      { id: 'f', path: base, after: 'delete' },
      { id: 'g', path: path.join(other, 'archive'), after: 'delete' },
    );
    await untilInstances(1);
    await untilState((state) => state.state === 'failed', 'g');
    expect(stateOf('g').problem).toMatch(/another application/);
    await untilLooked();
    expect(test.instances()).toBe(1);
    expect(existsSync(archived)).toBe(true);
  });

  it('because files are moved into it does not start a circle', async () => {
    const other = path.join(base, 'other');
    mkdirSync(other);
    put('1.dcm', slice(1));
    watch({ id: 'f', after: 'move', moveTo: other }, { id: 'g', path: other, after: 'move', moveTo: inbox });
    await untilState((state) => state.state === 'failed', 'f');
    await untilState((state) => state.state === 'failed', 'g');
    expect(stateOf('f').problem).toMatch(/circles/);
    expect(test.instances()).toBe(0);
  });

  it('twice is watched once', async () => {
    put('1.dcm', slice(1));
    const link = path.join(base, 'link');
    symlinkSync(inbox, link);
    watch({ id: 'f' }, { id: 'g', path: link });
    await untilInstances(1);
    await untilState((state) => state.state === 'failed', 'g');
    expect(stateOf('g').problem).toMatch(/already/);
    expect(door().counts).toEqual(countsWith({ new: 1, alreadyThere: 0 }));
  });

  it('inside another one has its own files, each taken once', async () => {
    const inner = path.join(inbox, 'inner');
    put('1.dcm', slice(1));
    put('2.dcm', slice(2), inner);
    watch({ id: 'f' }, { id: 'g', path: inner, after: 'delete' });
    await untilInstances(2);
    await until(() => readdirSync(inner).length === 0);
    expect(new Map(door().senders.map(({ sender, new: count }) => [sender, count]))).toEqual(
      new Map([
        [inbox, 1],
        [inner, 1],
      ]),
    );
    expect(door().counts).toEqual(countsWith({ new: 2, alreadyThere: 0 }));
  });
});

describe('a hostile folder', () => {
  it('with links in circles and to nothing ends, and takes what is there', async () => {
    put('a/1.dcm', slice(1));
    symlinkSync(inbox, path.join(inbox, 'a', 'round'));
    symlinkSync(path.join(inbox, 'a'), path.join(inbox, 'again'));
    symlinkSync(path.join(base, 'nothing'), path.join(inbox, 'broken'));
    watch({});
    await untilInstances(1);
    await untilLooked();
    expect(door().counts).toEqual(countsWith({ new: 1, alreadyThere: 0, refused: 0 }));
    expect(stateOf().problem).toBeNull();
  });
});

it.runIf(process.platform === 'linux')('a name that is not in UTF-8 is told to be renamed', async () => {
  put('1.dcm', slice(1));
  writeFileSync(
    Buffer.concat([Buffer.from(`${inbox}/M`), Buffer.from([0xfc]), Buffer.from('ller.dcm')]),
    slice(2),
  );
  watch({});
  await untilState((state) => state.problem !== null);
  expect(stateOf()).toMatchObject({
    state: 'open',
    problem: expect.stringMatching(/not in UTF-8. Rename it/),
  });
  expect(test.instances()).toBe(1);
});

describe('changed options', () => {
  it('of one folder leave the others as they were', async () => {
    const other = path.join(base, 'other');
    mkdirSync(other);
    watch({});
    await untilLooked(1);
    watch({}, { id: 'g', path: other });
    await untilLooked();
    expect(test.intake.folders.list()).toMatchObject([
      { id: 'f', state: 'open', problem: null },
      { id: 'g', state: 'open', problem: null },
    ]);
  });

  it('hold at once, and what was being watched is not any more', async () => {
    const other = path.join(base, 'other');
    mkdirSync(other);
    watch({});
    await untilLooked(1);
    watch({ path: other });
    put('1.dcm', slice(1), other);
    await untilInstances(1);
    put('2.dcm', slice(2));
    await untilLooked();
    expect(test.instances()).toBe(1);
    watch();
    expect(test.intake.folders.list()).toEqual([]);
  });
});

describe('a full disk', () => {
  it('pauses the folder, which goes on by itself when there is space', async () => {
    test.setOptions({
      diskGuard: { warnPercent: 0, warnBytes: 0, refusePercent: 100, refuseBytes: 0 },
    });
    await until(() => test.intake.doors().disk.state === 'full');
    cpSync(put('1.dcm', slice(1), base), path.join(inbox, '1.dcm'));
    watch({});
    await untilState((state) => state.state === 'paused');
    expect(stateOf().problem).toMatch(/nothing is taken/);
    expect(test.instances()).toBe(0);
    test.setOptions({ diskGuard: { warnPercent: 0, warnBytes: 0, refusePercent: 0, refuseBytes: 0 } });
    await untilInstances(1);
    expect(stateOf().problem).toBeNull();
  }, 30_000);
});
