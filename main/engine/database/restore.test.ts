import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { listBackups, makeBackup, openSoundHistory } from './index.ts';
import type { History } from './index.ts';
import { openSqlite } from './sqlite.ts';

let folder: string;
let historyFile: string;
let backups: string;
let opened: History | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'restore-'));
  historyFile = path.join(folder, 'history.sqlite');
  backups = path.join(folder, 'backups');
});
afterEach(() => {
  opened?.close();
  opened = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function open(options: { wasUsed?: boolean; suspected?: boolean; onDamage?: () => void } = {}): History {
  const { wasUsed = false, ...more } = options;
  opened = openSoundHistory({ historyFile, backups, wasUsed }, more);
  return opened;
}
function close(): void {
  opened?.close();
  opened = undefined;
}
function addPatients(history: History, from: number, to: number): void {
  history.write(() => {
    for (let number = from; number < to; number += 1) {
      history.run('INSERT INTO patient (id, PatientID, PatientName, tags) VALUES (?, ?, ?, ?)', [
        `id-${number}`,
        `P${number}`,
        `Name^${number}`,
        'x'.repeat(200),
      ]);
    }
  });
}
const countPatients = (history: History) =>
  history.get<{ n: number }>('SELECT count(*) AS n FROM patient')?.n;
const restoredOf = (history: History) =>
  history.get<{ damage: string; backupAt: number | null; setAside: string | null }>(
    'SELECT damage, backup_at AS backupAt, set_aside AS setAside FROM history_restore',
  );
const makeOne = () => makeBackup(historyFile, backups, new AbortController().signal);

/** Threads that begin from now on end before they can say anything. */
function endThreads(): void {
  const end = (worker: Worker) => void worker.terminate();
  process.on('worker', end);
  onTestFinished(() => void process.off('worker', end));
}

/** Writes nonsense over a stretch of the file, as a broken disk or another program does. */
function overwrite(at: number, bytes: number): void {
  const fd = openSync(historyFile, 'r+');
  writeSync(fd, Buffer.alloc(bytes, 0xa5), 0, bytes, at);
  closeSync(fd);
}

/** A history of 2,000 patients of which a backup knows the first 1,000. */
async function used(): Promise<void> {
  const history = open();
  addPatients(history, 0, 1000);
  await makeOne();
  addPatients(history, 1000, 2000);
  close();
}

describe('a history that is damaged when it is opened', () => {
  it.each([
    [
      'cut short in its middle',
      () => truncateSync(historyFile, statSync(historyFile).size / 2),
      'damaged or cut short',
    ],
    ['cut to nothing', () => truncateSync(historyFile, 0), 'empty'],
    ['overwritten in its middle', () => overwrite(4096 * 60, 4096 * 20), 'damaged'],
    ['overwritten at its beginning', () => overwrite(0, 100), 'overwritten at its beginning'],
    ['gone', () => rmSync(historyFile), 'missing'],
  ])('because it was %s is replaced by its backup, set aside and said', async (_, damage, said) => {
    await used();
    damage();
    const before = existsSync(historyFile) ? statSync(historyFile).size : null;
    const history = open();
    expect(countPatients(history)).toBe(1000);
    const restored = restoredOf(history);
    expect(restored?.damage).toContain(said);
    expect(restored?.backupAt).toBeGreaterThan(Date.now() - 60_000);
    const kept = restored?.setAside ?? null;
    expect(kept === null ? null : statSync(path.join(kept, 'history.sqlite')).size).toBe(before);
    close();
    // The next start needs no hand and says nothing new.
    expect(open().get('SELECT count(*) AS n FROM history_restore')).toEqual({ n: 1 });
  });

  it('does not take a write-ahead log of the damaged one for its own', async () => {
    await used();
    const fd = openSync(`${historyFile}-wal`, 'w');
    writeSync(fd, 'left over from the history that was here before');
    closeSync(fd);
    overwrite(0, 4096);
    const history = open();
    expect(countPatients(history)).toBe(1000);
    expect(readdirSync(restoredOf(history)?.setAside ?? '')).toContain('history.sqlite-wal');
  });

  it('takes an older backup when the newest one is damaged as well', async () => {
    await used();
    open();
    const newest = await makeOne();
    close();
    writeFileSync(newest, Buffer.alloc(40_000, 7));
    truncateSync(historyFile, 5000);
    expect(countPatients(open())).toBe(1000);
  });

  it('begins anew, and says that there was no backup, where there is no good one', () => {
    addPatients(open(), 0, 10);
    close();
    overwrite(0, 100);
    const history = open();
    expect(countPatients(history)).toBe(0);
    expect(restoredOf(history)).toMatchObject({ backupAt: null });
  });

  it('is a new one and no loss where the application was never used', () => {
    expect(restoredOf(open())).toBeUndefined();
  });

  it('is a loss and no new one where the archive has instances', () => {
    expect(restoredOf(open({ wasUsed: true }))).toMatchObject({ damage: 'missing' });
  });
});

describe('a backup', () => {
  it('is made while somebody writes, and has everything that was committed before', async () => {
    const history = open();
    addPatients(history, 0, 500);
    const making = makeOne();
    let written = 500;
    let isMade = false;
    void making.finally(() => (isMade = true));
    while (!isMade) {
      addPatients(history, written, written + 1);
      written += 1;
      await new Promise(setImmediate);
    }
    const copy = openSqlite(await making, { readonly: true });
    const { n } = copy.prepare('SELECT count(*) AS n FROM patient').get() as { n: number };
    copy.close();
    expect(n).toBeGreaterThanOrEqual(500);
    expect(countPatients(history)).toBe(written);
  });

  it('is not made of a damaged history: a good one must not be rotated away for it', async () => {
    await used();
    overwrite(4096 * 60, 4096 * 20);
    await expect(makeOne()).rejects.toMatchObject({ code: 'database-damaged' });
    expect(listBackups(backups)).toHaveLength(1);
    expect(readdirSync(backups).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is told to have failed where its thread ends without a word, and with the reason of its signal', async () => {
    open();
    const asked = new AbortController();
    const made = makeBackup(historyFile, backups, asked.signal);
    const reason = new Error('The engine closes.');
    asked.abort(reason);
    await expect(made).rejects.toBe(reason);
    endThreads();
    await expect(makeOne()).rejects.toMatchObject({ code: 'disk-failed' });
  });

  it('counts up in its name, so that a clock that was set back does not make the newest the oldest', async () => {
    open();
    const first = await makeOne();
    const renamed = path.join(backups, path.basename(first).replace(/-\d{8}T/, '-29990101T'));
    writeFileSync(renamed, '');
    rmSync(first);
    const second = await makeOne();
    expect(listBackups(backups).map(({ file }) => file)).toEqual([second, renamed]);
  });
});

describe('a history that turns out to be damaged while it is in use', () => {
  it('is told once, and restored when it is opened again for that', async () => {
    await used();
    let told = 0;
    const history = open({ onDamage: () => (told += 1) });
    const leaf = history.get<{ pageno: number }>(
      "SELECT pageno FROM dbstat WHERE name = 'patient' AND pagetype = 'leaf' ORDER BY pageno DESC",
    );
    overwrite(4096 * ((leaf?.pageno ?? 0) - 1), 4096);
    // Forgets the pages that it has read, as a busy engine does by itself.
    history.run('PRAGMA shrink_memory');
    const read = () => history.all('SELECT sum(length(tags)) FROM patient');
    expect(read).toThrow(expect.objectContaining({ code: 'database-damaged' }));
    expect(read).toThrow(expect.objectContaining({ code: 'database-damaged' }));
    expect(told).toBe(1);
    close();
    expect(countPatients(open({ suspected: true }))).toBe(1000);
  });
});

describe('a history that another program holds', () => {
  it('is refused within a moment, not after seconds in which the engine stands still, and taken when it is free', () => {
    const history = open();
    addPatients(history, 0, 1);
    const other = openSqlite(historyFile);
    other.exec('BEGIN IMMEDIATE');
    expect(() => addPatients(history, 1, 2)).toThrow(expect.objectContaining({ code: 'database-busy' }));
    close();
    expect(() => open()).toThrow(expect.objectContaining({ code: 'database-busy' }));
    other.exec('COMMIT');
    other.close();
    expect(countPatients(open())).toBe(1);
  });
});
