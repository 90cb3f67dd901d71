import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { listBackups, unfinishedBackups } from './backup/index.ts';
import { damageOf } from './check.ts';
import { openHistory } from './history.ts';
import type { History, HistoryListeners } from './history.ts';

/** Where a history and what keeps it safe lie. */
export interface HistoryPlaces {
  historyFile: string;
  backups: string;
  /** True where the application has been used: then a history that is missing was lost, and is not a new one. */
  wasUsed: boolean;
}

const companions = ['', '-wal', '-shm', '-journal'];

/**
 * Opens the history, after putting it right where it is damaged: the damaged file is set aside, never deleted, and the
 * newest good backup takes its place, or an empty history where there is none. A row of `history_restore` that is not
 * finished says that this was done, and that what came after the backup is still to be found again; it is written
 * before the history gets its name, so that an interruption at any point loses neither.
 * @param options.suspected SQLite found it damaged while it was in use
 * @throws EngineError `database-busy`, `database-failed`, `database-newer`
 */
export function openSoundHistory(
  places: HistoryPlaces,
  options: HistoryListeners & { suspected?: boolean } = {},
): History {
  const { historyFile, backups } = places;
  for (const part of unfinishedBackups(backups)) rmSync(part, { force: true });
  const damage = damageIn(places, options.suspected ?? false);
  if (damage !== null) restore(places, damage);
  const history = openHistory(historyFile, options);
  try {
    // Rooms write while they open: none must be half open because another program holds the history.
    history.write(() => undefined);
  } catch (cause) {
    history.close();
    throw cause;
  }
  return history;
}

function damageIn({ historyFile, backups, wasUsed }: HistoryPlaces, suspected: boolean): string | null {
  const damage = damageOf(historyFile, { thorough: suspected });
  if (damage !== 'missing' && damage !== 'empty') return damage;
  return wasUsed || listBackups(backups).length > 0 ? damage : null;
}

function restore({ historyFile, backups }: HistoryPlaces, damage: string): void {
  const at = Date.now();
  const fresh = `${historyFile}.restoring`;
  const setAside = moveAside(historyFile, backups, at);
  for (const companion of companions) rmSync(`${fresh}${companion}`, { force: true });
  const backup = listBackups(backups).find(({ file }) => takeCopy(file, fresh));
  // Brings the copy to this version; without a backup, makes an empty one.
  const history = openHistory(fresh);
  try {
    history.run(
      `INSERT INTO history_restore (at, damage, backup_at, set_aside, job_runs_again) VALUES (?, ?, ?, ?,
         (SELECT count(*) FROM job_run WHERE state IN ('waiting', 'queued', 'running')))`,
      [at, damage, backup?.at ?? null, setAside],
    );
  } finally {
    // Works the log into the file, which is then complete in itself.
    history.close();
  }
  flush(fresh);
  renameSync(fresh, historyFile);
  flush(path.dirname(historyFile));
}

/** @returns the folder it lies in now, or null where there was nothing to keep */
function moveAside(historyFile: string, backups: string, at: number): string | null {
  const found = companions
    .map((companion) => `${historyFile}${companion}`)
    .filter((file) => existsSync(file));
  if (found.length === 0) return null;
  const stamp = new Date(at).toISOString().replace(/[:.]/g, '-');
  const folder = path.join(backups, `damaged-${stamp}`);
  mkdirSync(folder, { recursive: true });
  // A log that stayed behind would be worked into the history that takes its place.
  for (const file of found) renameSync(file, path.join(folder, path.basename(file)));
  return folder;
}

/** Copies a backup; false where it is not sound, or of a newer program. */
function takeCopy(backup: string, target: string): boolean {
  try {
    copyFileSync(backup, target);
    if (damageOf(target, { thorough: true }) === null) {
      openHistory(target).close();
      return true;
    }
  } catch (cause) {
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    if (isFull || (cause instanceof EngineError && cause.code === 'disk-full')) {
      throw new EngineError('disk-full', `There is no space left to restore the history ${target}.`, {
        cause,
      });
    }
    if (!(cause instanceof EngineError)) throw cause;
  }
  for (const companion of companions) rmSync(`${target}${companion}`, { force: true });
  return false;
}

function flush(file: string): void {
  // Windows flushes no folder.
  const fd = openSync(file, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
