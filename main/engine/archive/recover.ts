import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Completeness } from '../completeness/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { identifiersOf, locateDataSetIn, readTrustedHeader } from '../dicom/index.ts';
import { journalSuffix, parseJournal } from './journal.ts';
import type { JournalEntry } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { archivedIdOf, deleteInstances, findStored, insertRows, instancesAfter } from './rows.ts';
import type { PlacedInstance } from './rows.ts';

const blockSize = 1024 * 1024;

/**
 * Puts files and rows right after an interruption, before anything is taken. A row that may have been committed before
 * its file was flushed goes when that file is not whole. A file without row that was promised to its sender, and is
 * whole, gets its row again; any other file without row is removed, and whatever lies in the staging folder: imports go
 * on by themselves and bring theirs again, and no sender was told of the rest.
 */
export function recover(context: ApplicationContext, completeness: Pick<Completeness, 'note'>): void {
  const { folders, history, log } = context;
  const leftovers = readdirSync(folders.staging);
  const lost: PlacedInstance[] = [];
  const restored = history.get('SELECT 1 FROM history_restore WHERE finished_at IS NULL') !== undefined;
  let orphans = 0;
  const noted = readJournals(folders.staging, leftovers);
  const broken = removeBrokenRows(context, noted);
  for (const entry of noted.last.values()) {
    if (archivedIdOf(history, entry.SOPInstanceUID) === entry.instance) continue;
    const file = instanceFileIn(folders.archive, entry.series, entry.instance);
    const whole = promisedInstance(file, entry);
    // A restored history has forgotten rows that were there: all of its files are gone through afterwards.
    if (whole !== null) flushNames(path.dirname(file));
    if (whole === null && !restored) {
      rmSync(file, { force: true });
      orphans += 1;
    } else if (whole !== null) {
      lost.push(whole);
    }
  }
  if (lost.length > 0) {
    const at = Date.now();
    history.write(() => completeness.note(insertRows(history, lost, at), at));
  }
  // Also those that were committed before the interruption: nothing but the journal has them, should the power fail.
  if (leftovers.length > 0) history.flushNow();
  for (const name of leftovers) rmSync(path.join(folders.staging, name), { recursive: true, force: true });
  if (leftovers.length > 0) {
    log.info(
      { leftovers: leftovers.length, orphans, broken, restored: lost.length },
      'put the archive right after an interruption',
    );
  }
}

/** What all journals together say. */
interface Noted {
  /** What was noted last of each instance, since one may have come, gone and come again. */
  last: Map<string, JournalEntry>;
  /** Instances whose rows and files were there, flushed, after what was noted last of them. */
  settled: Set<string>;
  /** Rows with larger keys were committed while a journal was written; null: none of them before its file was flushed. */
  lastKey: number | null;
}

/** Names of journals rise with time. */
function readJournals(folder: string, names: readonly string[]): Noted {
  const noted: Noted = { last: new Map(), settled: new Set(), lastKey: null };
  for (const name of names.filter((one) => one.endsWith(journalSuffix)).sort()) {
    for (const line of parseJournal(readFileSync(path.join(folder, name), 'utf8'))) {
      if ('lastKey' in line) noted.lastKey = Math.min(noted.lastKey ?? line.lastKey, line.lastKey);
      else if ('settled' in line) for (const id of line.settled) noted.settled.add(id);
      else {
        noted.last.set(line.instance, line);
        noted.settled.delete(line.instance);
      }
    }
  }
  return noted;
}

/** The file of an instance is as it was written; it is flushed then. */
function isWhole(file: string, { size, contentHash }: { size: number; contentHash: Uint8Array }): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.size !== size) return false;
  // Windows flushes only what is open for writing.
  const fd = openSync(file, 'r+');
  try {
    // Its header need not be readable: what was taken from quarantine may be damaged.
    const dataSetAt = locateDataSetIn(fd, size);
    if (dataSetAt === null || !hashFrom(fd, dataSetAt).equals(contentHash)) return false;
    fdatasyncSync(fd);
    return true;
  } finally {
    closeSync(fd);
  }
}

/** Windows has no such call; there the file system's own journal has to do. */
function flushNames(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** @returns how many there were */
function removeBrokenRows({ folders, history }: ApplicationContext, { settled, lastKey }: Noted): number {
  if (lastKey === null) return 0;
  const broken: string[] = [];
  for (const row of instancesAfter(history, lastKey)) {
    const ids = identifiersOf(row);
    if (settled.has(ids.instance)) continue;
    const file = instanceFileIn(folders.archive, ids.series, ids.instance);
    if (isWhole(file, row)) {
      flushNames(path.dirname(file));
      continue;
    }
    rmSync(file, { force: true });
    broken.push(row.SOPInstanceUID);
  }
  if (broken.length === 0) return 0;
  history.write(() => deleteInstances(history, findStored(history, broken)));
  history.flushNow();
  return broken.length;
}

/** The instance of an entry whose file is as it was promised, or null. */
function promisedInstance(file: string, entry: JournalEntry): PlacedInstance | null {
  const { promised } = entry;
  if (promised === null || statSync(file, { throwIfNoEntry: false })?.size !== promised.size) return null;
  const fd = openSync(file, 'r+');
  try {
    const read = readTrustedHeader(fd, promised.size);
    if (read === null) return null;
    const { header } = read;
    const contentHash = hashFrom(fd, read.dataSetAt);
    const ids = identifiersOf(header);
    if (contentHash.toString('hex') !== promised.contentHash || ids.instance !== entry.instance) return null;
    fdatasyncSync(fd);
    const source = { taskId: null, path: null, stamp: null };
    return {
      staged: { stagingFile: file, size: promised.size, contentHash, header, source },
      ids,
      sender: promised.sender ?? undefined,
    };
  } finally {
    closeSync(fd);
  }
}

function hashFrom(fd: number, start: number): Buffer {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(blockSize);
  let at = start;
  for (;;) {
    const count = readSync(fd, block, 0, blockSize, at);
    if (count === 0) return hash.digest();
    hash.update(block.subarray(0, count));
    at += count;
  }
}
