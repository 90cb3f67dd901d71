import { removeStaged } from '../../archive/index.ts';
import { look } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import type { NotedFile } from './protocol.ts';
import { unpackStream } from './unpackStream.ts';
import type { PackedFile } from './unpackStream.ts';
import type { Work } from './work.ts';

/**
 * Unpacks a file of an archive and looks at it.
 * @param path as a person sees it
 * @throws EngineError `disk-failed`, `cancelled`
 */
export async function examineUnpacked(
  work: Work,
  packed: PackedFile,
  path: string,
): Promise<Candidate | NotedFile> {
  if (packed.size === 0) return { kind: 'noted', path, outcome: 'not-dicom', reason: 'The file is empty.' };
  const unpacked = await unpackStream(packed, work);
  if (!('file' in unpacked)) return { kind: 'noted', path, ...unpacked };
  const seen = await look(unpacked.file, path, true);
  if (seen.kind !== 'candidate' && seen.aside === undefined) removeStaged(unpacked.file);
  return seen;
}
