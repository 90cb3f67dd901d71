import { removeStaged } from '../../archive/index.ts';
import { look } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import type { PackedMedia } from './packedMedia.ts';
import type { NotedFile } from './protocol.ts';
import { unpackStream } from './unpackStream.ts';
import type { PackedFile } from './unpackStream.ts';
import type { Work } from './work.ts';

/** An entry of an archive. */
export interface PackedEntry extends PackedFile {
  /** In the archive. */
  name: string;
  /** As a person sees it. */
  path: string;
}

/**
 * Unpacks a file of an archive and looks at it.
 * @throws EngineError `disk-failed`, `cancelled`
 */
export async function examineUnpacked(
  work: Work,
  packed: PackedEntry,
  media: PackedMedia,
): Promise<Candidate | NotedFile> {
  const { path } = packed;
  if (packed.size === 0) return { kind: 'noted', path, outcome: 'not-dicom', reason: 'The file is empty.' };
  const unpacked = await unpackStream(packed, work);
  if (!('file' in unpacked)) return { kind: 'noted', path, ...unpacked };
  const seen = await look(unpacked.file, path, true);
  if (seen.kind === 'candidate' || seen.aside !== undefined) return seen;
  try {
    return seen.outcome === 'dicomdir' ? await media.add(packed.name, unpacked.file, seen) : seen;
  } finally {
    removeStaged(unpacked.file);
  }
}
