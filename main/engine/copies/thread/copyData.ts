import type { CopyNotes, CopySource } from '../files/copiedFiles.ts';
import { dataFiles } from '../files/sourceOf.ts';
import type { CopiedFile } from '../files/walk.ts';

/**
 * Copies what comes with the history.
 * @param copy answers false where the file is gone
 * @returns how many instances were copied
 */
export async function copyData(
  source: CopySource,
  notes: CopyNotes,
  copy: (file: CopiedFile) => Promise<boolean>,
): Promise<number> {
  let instances = 0;
  for await (const file of dataFiles(source, notes)) {
    const isThere = await copy(file);
    if (!file.name.startsWith('archive/') || file.kind !== 'file') continue;
    if (isThere) instances += 1;
    else notes.missing();
  }
  return instances;
}
