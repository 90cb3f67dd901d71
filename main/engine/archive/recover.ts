import { closeSync, openSync, readFileSync, readSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Completeness } from '../completeness/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { identifiersOf, readHeader } from '../dicom/index.ts';
import { journalSuffix, parseJournal } from './journal.ts';
import type { JournalEntry } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { archivedIdOf, insertRows } from './rows.ts';
import type { PlacedInstance } from './rows.ts';

const blockSize = 1024 * 1024;

/**
 * Puts files and rows right after an interruption, before anything is taken. A file without row that was promised to
 * its sender, and is whole, gets its row again; any other file without row is removed, and whatever lies in the
 * staging folder: imports go on by themselves and bring theirs again, and no sender was told of the rest.
 */
export function recover(context: ApplicationContext, completeness: Pick<Completeness, 'note'>): void {
  const { folders, history, log } = context;
  const leftovers = readdirSync(folders.staging);
  const lost: PlacedInstance[] = [];
  const restored = history.get('SELECT 1 FROM history_restore WHERE finished_at IS NULL') !== undefined;
  let orphans = 0;
  for (const entry of lastEntries(folders.staging, leftovers)) {
    if (archivedIdOf(history, entry.SOPInstanceUID) === entry.instance) continue;
    const file = instanceFileIn(folders.archive, entry.series, entry.instance);
    const whole = promisedInstance(file, entry);
    // A restored history has forgotten rows that were there: all of its files are gone through afterwards.
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
    history.flushNow();
  }
  for (const name of leftovers) rmSync(path.join(folders.staging, name), { recursive: true, force: true });
  if (leftovers.length > 0) {
    log.info(
      { leftovers: leftovers.length, orphans, restored: lost.length },
      'put the archive right after an interruption',
    );
  }
}

/**
 * What was noted last of each instance, since one may have come, gone and come again. Names of journals rise with time.
 */
function lastEntries(folder: string, names: readonly string[]): Iterable<JournalEntry> {
  const last = new Map<string, JournalEntry>();
  for (const name of names.filter((one) => one.endsWith(journalSuffix)).sort()) {
    const entries = parseJournal(readFileSync(path.join(folder, name), 'utf8'));
    for (const entry of entries) last.set(entry.instance, entry);
  }
  return last.values();
}

/** The instance of an entry whose file is as it was promised, or null. */
function promisedInstance(file: string, entry: JournalEntry): PlacedInstance | null {
  const { promised } = entry;
  if (promised === null || statSync(file, { throwIfNoEntry: false })?.size !== promised.size) return null;
  const fd = openSync(file, 'r');
  try {
    const reading = readHeader(fd, promised.size);
    if (reading.kind !== 'instance') return null;
    const contentHash = hashFrom(fd, reading.form.dataSetAt);
    const ids = identifiersOf(reading.header);
    if (contentHash.toString('hex') !== promised.contentHash || ids.instance !== entry.instance) return null;
    const source = { taskId: null, path: null, stamp: null };
    return {
      staged: { stagingFile: file, size: promised.size, contentHash, header: reading.header, source },
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
