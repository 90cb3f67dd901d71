import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { EngineError } from '../../../../contract/index.ts';
import type { Candidate } from './candidate.ts';
import { gatherNames } from './entryNames.ts';
import { examineFiles } from './examineFiles.ts';
import { examineUnpacked } from './examineUnpacked.ts';
import { gatherMedia } from './packedMedia.ts';
import type { PackedMedia } from './packedMedia.ts';
import type { NotedFile } from './protocol.ts';
import { isReadFailure, unread } from './refusal.ts';
import { gatherUnpacked } from './unpacked.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';
import { fileStart } from './fileStart.ts';
import { isZipStart } from './zipMark.ts';
import { entryName, isFolder, refuseEntry } from './zipEntry.ts';

const damagedEntry = 'The entry of the ZIP archive is damaged. Have the archive made or sent again.';

/**
 * Looks at the entries of a ZIP archive, one after the other. Nothing is ever written by the names in it: what may be
 * DICOM is unpacked into the staging folder under names of our own.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function examineZip(work: Work): Promise<void> {
  const [file = ''] = work.paths;
  if (!isZipStart(await fileStart(file))) {
    await work.engine.counted(1);
    await examineFiles(work);
    return;
  }
  try {
    await work.engine.counted(await countFiles(file, work.signal));
    await examineEntries(work, file);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    // What was found before that is taken; the note is about the rest.
    await work.engine.deliver([isReadFailure(cause) ? unread(file, cause) : damagedArchive(file, cause)]);
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
  const names = gatherNames(file);
  const media = gatherMedia(names);
  const unpacked = gatherUnpacked(work);
  try {
    for await (const entry of zip.eachEntry()) {
      await breathe(work.signal);
      if (isFolder(entry)) continue;
      const path = names.add(entryName(entry));
      await unpacked.add(await examineEntry(work, { zip, entry, path }, media));
    }
    for (const note of media.missing()) await unpacked.add(note);
    await unpacked.handOver();
  } catch (cause) {
    if (!(cause instanceof EngineError)) await unpacked.handOver();
    throw cause;
  } finally {
    unpacked.discard();
  }
}

async function examineEntry(
  work: Work,
  { zip, entry, path }: { zip: ZipFile; entry: Entry; path: string },
  media: PackedMedia,
): Promise<Candidate | NotedFile> {
  const refused = refuseEntry(entry);
  if (refused !== null) return { kind: 'noted', path, outcome: 'refused', reason: refused };
  let content: Readable;
  try {
    content = await zip.openReadStreamPromise(entry);
  } catch (cause) {
    if (isReadFailure(cause)) throw cause;
    return { kind: 'noted', path, outcome: 'damaged', reason: damagedEntry };
  }
  const { uncompressedSize: size, crc32: checksum } = entry;
  const packed = { name: entryName(entry), path, content, size, checksum, damaged: damagedEntry };
  return examineUnpacked(work, packed, media);
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
