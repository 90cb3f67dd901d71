import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { openSoundHistory } from '../database/index.ts';
import { createBackups } from './index.ts';
import type { Backups } from './index.ts';

/** For a machine that is busy with other things. */
const patience = { timeout: 20_000 };

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'backups-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

interface BackupSettings {
  keep?: number;
  everyMinutes?: number;
}
interface Opened {
  /** As they hold now. */
  options: BackupSettings;
  test: TestArchive;
  backups: Backups;
  damages: () => number;
  close(): Promise<void>;
}

function open(options: BackupSettings = {}): Opened {
  const test = openTestArchive(root);
  mkdirSync(test.context.folders.runs, { recursive: true });
  let damages = 0;
  const context = {
    ...test.context,
    options: () => applicationOptionsSchema.parse({ backups: options }),
  };
  const backups = createBackups(context, {
    reindex: (signal) => test.archive.reindex(signal),
    onDamage: () => (damages += 1),
  });
  let isClosed = false;
  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    await backups.close();
    await test.close();
  }
  onTestFinished(close);
  return { options, test, backups, damages: () => damages, close };
}

async function receive({ test }: Opened, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const bytes = buildInstance({ SOPInstanceUID: `1.2.3.${number}`, Rows: 8, Columns: 8 });
    await test.archive.take([await test.stage(bytes)], () => undefined);
  }
}
const count = ({ test }: Opened, table: string) =>
  test.context.history.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n;

it('finds instances again that came after the backup, leaves other files alone, and says all of it once', async () => {
  const first = open();
  await receive(first, 0, 5);
  await first.backups.make();
  await receive(first, 5, 12);
  const [file = ''] = first.test.files();
  const { historyFile, archive, backups } = first.test.context.folders;
  await first.close();
  writeFileSync(path.join(archive, path.dirname(file), 'stray.dcm'), 'no DICOM at all');
  truncateSync(historyFile, 8192);
  openSoundHistory({ historyFile, backups, wasUsed: true }).close();

  const second = open();
  await expect.poll(() => second.backups.unread()?.finishedAt ?? null, patience).not.toBeNull();
  expect(count(second, 'instance')).toBe(12);
  expect(second.test.context.history.get('SELECT sum(instance_count) AS n FROM series')).toEqual({ n: 12 });
  expect(second.test.noted.flat().reduce((sum, one) => sum + one.newInstances, 0)).toBe(7);
  expect(second.test.files()).toHaveLength(13);
  expect(second.backups.unread()).toMatchObject({ found: 7, notUnderstood: 1, gone: 0 });
  expect(second.backups.unread()?.message).toMatch(
    /found damaged or cut short on .*restored from the backup of .*7 images, to be processed again.*1 file .*kept in/,
  );
  second.backups.acknowledge();
  expect(second.backups.unread()).toBeNull();
  expect(second.backups.list().restored).toHaveLength(1);
  await second.close();

  // What was found is not looked for again.
  const third = open();
  await expect.poll(() => count(third, 'instance'), patience).toBe(12);
  expect(third.test.noted).toEqual([]);
});

it('keeps what an interrupted import left in the journal, when the history has forgotten that it was committed', async () => {
  const first = open();
  await first.backups.make();
  await receive(first, 0, 4);
  const { historyFile, backups } = first.test.context.folders;
  // As a kill leaves it: the journal still names instances whose rows were committed.
  await first.backups.close();
  first.test.context.history.close();
  rmSync(`${historyFile}-wal`, { force: true });
  truncateSync(historyFile, 4096);
  openSoundHistory({ historyFile, backups, wasUsed: true }).close();

  const second = open();
  await expect.poll(() => count(second, 'instance'), patience).toBe(4);
  expect(second.test.files()).toHaveLength(4);
});

it('counts instances that the backup knows and whose files are gone, and keeps their rows', async () => {
  const first = open();
  await receive(first, 0, 3);
  await first.backups.make();
  const { historyFile, archive, backups } = first.test.context.folders;
  const [file = ''] = first.test.files();
  await first.close();
  rmSync(path.join(archive, file));
  rmSync(historyFile);
  openSoundHistory({ historyFile, backups, wasUsed: true }).close();
  const second = open();
  await expect.poll(() => second.backups.unread()?.finishedAt ?? null, patience).not.toBeNull();
  expect(second.backups.unread()).toMatchObject({ found: 0, gone: 1 });
  expect(count(second, 'instance')).toBe(3);
});

it('keeps so many backups and no more', async () => {
  const opened = open({ keep: 2 });
  const made = [];
  for (let number = 0; number < 4; number += 1) {
    await receive(opened, number, number + 1);
    made.push((await opened.backups.make()).file);
  }
  expect(opened.backups.list().backups.map(({ file }) => file)).toEqual([made[3], made[2]]);
});

it('begins to make backups when they are switched on, and not only at the next start', async () => {
  const opened = open({ everyMinutes: 0 });
  await receive(opened, 0, 1);
  opened.backups.optionsChanged();
  expect(opened.backups.list().backups).toEqual([]);
  opened.options.everyMinutes = 1;
  opened.backups.optionsChanged();
  await expect.poll(() => opened.backups.list().backups.length, { timeout: 60_000 }).toBe(1);
}, 90_000);
