import type { ReadEntry } from 'tar';
import type { Candidate } from './candidate.ts';
import { gatherNames, refuseNameOrSize } from './entryNames.ts';
import { examineFiles } from './examineFiles.ts';
import { examineUnpacked } from './examineUnpacked.ts';
import { gatherMedia } from './packedMedia.ts';
import type { PackedMedia } from './packedMedia.ts';
import type { NotedFile } from './protocol.ts';
import { readTar } from './tarEntries.ts';
import { unread } from './refusal.ts';
import { fileStart } from './fileStart.ts';
import { holdsTar } from './tarMark.ts';
import { gatherUnpacked } from './unpacked.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';

const damagedEntry = 'The entry of the tar archive is damaged. Have the archive made or sent again.';
const fileTypes = new Set(['File', 'OldFile', 'ContiguousFile']);
const folderTypes = new Set(['Directory', 'GNUDumpDir']);

/**
 * Looks at the entries of a tar archive, compressed with gzip or not, one after the other. Nothing is ever written by
 * the names in it: what may be DICOM is unpacked into the staging folder under names of our own.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function examineTar(work: Work): Promise<void> {
  const [file = ''] = work.paths;
  if (!holdsTar(await fileStart(file))) {
    await work.engine.counted(1);
    await examineFiles(work);
    return;
  }
  const tar = await readTar(file, work.signal);
  const names = gatherNames(file);
  const media = gatherMedia(names);
  const unpacked = gatherUnpacked(work);
  let files = 0;
  try {
    for await (const entry of tar.entries()) {
      if (!folderTypes.has(entry.type)) {
        const examined = await examineEntry(work, { entry, path: names.add(entry.path) }, media);
        // One that was cut, for it was cancelled or the archive could not be read further, is not damaged.
        const mayBeCut = work.signal.aborted || tar.failure() !== null;
        if (!mayBeCut || examined.kind !== 'noted') {
          files += 1;
          await unpacked.add(examined);
        }
      }
      await breathe(work.signal);
      // What was not read of it is read over.
      entry.resume();
    }
    await breathe(work.signal);
    // Of one that was not read to its end nobody knows what it lacks.
    for (const note of tar.problem() === null ? media.missing() : []) {
      files += 1;
      await unpacked.add(note);
    }
    await unpacked.handOver();
  } finally {
    unpacked.discard();
  }
  const [problem, failure] = [tar.problem(), tar.failure()];
  // Only its end tells how many there are.
  await work.engine.counted(problem === null ? files : files + 1);
  if (problem === null) return;
  await work.engine.deliver([failure === null ? damagedArchive(file, problem) : unread(file, failure)]);
}

async function examineEntry(
  work: Work,
  { entry, path }: { entry: ReadEntry; path: string },
  media: PackedMedia,
): Promise<Candidate | NotedFile> {
  const refused = refuseEntry(entry);
  if (refused !== null) return { kind: 'noted', path, outcome: 'refused', reason: refused };
  const { path: name, size } = entry;
  const packed = { name, path, content: entry, size, checksum: null, damaged: damagedEntry };
  return examineUnpacked(work, packed, media);
}

function refuseEntry(entry: ReadEntry): string | null {
  if (entry.type === 'SymbolicLink' || entry.type === 'Link') {
    return 'The entry is a link, which could lead out of the archive; it was not followed.';
  }
  if (!fileTypes.has(entry.type)) {
    return 'The entry is no file but a device, a pipe or something that is not known here.';
  }
  return refuseNameOrSize(entry.path, entry.size);
}

function damagedArchive(file: string, problem: string): NotedFile {
  return {
    kind: 'noted',
    path: file,
    outcome: 'damaged',
    reason: `The tar archive cannot be read to its end (${problem}). Have it made or sent again.`,
  };
}
