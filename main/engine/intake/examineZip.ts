import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { EngineError } from '../../../contract/index.ts';
import { removeStaged } from '../archive/index.ts';
import { look } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { examineFiles } from './examineFiles.ts';
import type { NotedFile } from './protocol.ts';
import { takeCandidates } from './takeCandidates.ts';
import { unpackEntry } from './unpackEntry.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';
import { hasZipMark } from './zipMark.ts';
import { entryName, isFolder, refuseEntry } from './zipEntry.ts';

/** Entries that are unpacked before they are handed over, by number and by size. */
const mostUnpacked = 32;
const mostUnpackedBytes = 64 * 1024 * 1024;

/**
 * Looks at the entries of a ZIP archive, one after the other. Nothing is ever written by the names in it: what may be
 * DICOM is unpacked into the staging folder under names of our own.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function examineZip(work: Work): Promise<void> {
  const [file = ''] = work.paths;
  if (!(await hasZipMark(file))) {
    await work.engine.counted(1);
    await examineFiles(work);
    return;
  }
  try {
    await work.engine.counted(await countFiles(file, work.signal));
    await examineEntries(work, file);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    // What was found before the damage is taken; the note is about the rest.
    await work.engine.deliver([damagedArchive(file, cause)]);
  }
}

function openZip(file: string): Promise<ZipFile> {
  // Names are checked entry by entry, so that a bad one does not end the reading of the others; sizes likewise.
  return yauzl.openPromise(file, { decodeStrings: false, validateEntrySizes: false });
}

/** Files of an archive; of a damaged one those before the damage, and one for the archive itself. */
async function countFiles(file: string, signal: { readonly aborted: boolean }): Promise<number> {
  let files = 0;
  try {
    for await (const entry of (await openZip(file)).eachEntry()) {
      if (signal.aborted) throw new EngineError('cancelled');
      if (!isFolder(entry)) files += 1;
    }
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    files += 1;
  }
  return files;
}

async function examineEntries(work: Work, file: string): Promise<void> {
  const zip = await openZip(file);
  const names = new Map<string, number>();
  let results: NotedFile[] = [];
  let candidates: Candidate[] = [];
  let unpackedBytes = 0;

  async function handOver(): Promise<void> {
    const unpacked = candidates;
    try {
      await takeCandidates(work, unpacked, results);
    } finally {
      // Those that became instances have moved into the archive.
      for (const candidate of unpacked) removeStaged(candidate.file);
    }
    results = [];
    candidates = [];
    unpackedBytes = 0;
  }
  try {
    for await (const entry of zip.eachEntry()) {
      await breathe(work.signal);
      if (isFolder(entry)) continue;
      const seen = await examineEntry(zip, entry, shownPath(file, entry, names), work);
      if (seen.kind === 'candidate') {
        candidates.push(seen);
        unpackedBytes += seen.stamp.size;
      } else {
        results.push(seen);
      }
      if (candidates.length + results.length >= mostUnpacked || unpackedBytes >= mostUnpackedBytes)
        await handOver();
    }
    await handOver();
  } catch (cause) {
    if (!(cause instanceof EngineError)) await handOver();
    throw cause;
  } finally {
    for (const candidate of candidates) removeStaged(candidate.file);
    // Those that were handed over have moved into quarantine.
    for (const { aside } of results) if (aside?.isStaged === true) removeStaged(aside.file);
  }
}

async function examineEntry(
  zip: ZipFile,
  entry: Entry,
  path: string,
  work: Work,
): Promise<Candidate | NotedFile> {
  const refused = refuseEntry(entry);
  if (refused !== null) return { kind: 'noted', path, outcome: 'refused', reason: refused };
  if (entry.uncompressedSize === 0) {
    return { kind: 'noted', path, outcome: 'not-dicom', reason: 'The file is empty.' };
  }
  const unpacked = await unpackEntry(zip, entry, work.stagingFolder, work.signal);
  if (!('file' in unpacked)) return { kind: 'noted', path, ...unpacked };
  const seen = await look(unpacked.file, path, true);
  if (seen.kind !== 'candidate' && seen.aside === undefined) removeStaged(unpacked.file);
  return seen;
}

/** How an entry is named to people; entries of the same name, which archives can have, are numbered. */
function shownPath(file: string, entry: Entry, names: Map<string, number>): string {
  const name = entryName(entry);
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? `${file} » ${name}` : `${file} » ${name} (${count})`;
}

function damagedArchive(file: string, cause: unknown): NotedFile {
  const details = cause instanceof Error ? cause.message : String(cause);
  return {
    kind: 'noted',
    path: file,
    outcome: 'damaged',
    reason: `The ZIP archive cannot be read to its end (${details}). Have it made or sent again.`,
  };
}
