import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { refuseOwnPlaces } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { getQuarantined } from '../history/index.ts';
import { fileOf, suffixes } from './files.ts';

/** Copies files out. See `Quarantine.exportTo`. */
export async function exportFiles(
  context: ApplicationContext,
  ids: readonly string[],
  folder: string,
): Promise<string[]> {
  const { folders, history } = context;
  // All are looked up first, so that a wrong one does not leave half an export.
  const rows = ids.map((id) => getQuarantined(history, id));
  const target = path.resolve(folder);
  await refuseOwnPlaces(context, target, 'The export');
  const copies: string[] = [];
  try {
    await mkdir(target, { recursive: true });
    for (const { id, reason } of rows) {
      // Named by us: no name or UID from outside becomes part of a path.
      const copy = path.join(target, `${reason}-${id}${suffixes.kept}`);
      await copyFile(fileOf(folders.quarantine, id), copy, constants.COPYFILE_FICLONE);
      copies.push(copy);
    }
  } catch (cause) {
    throw new EngineError('folder-not-usable', `Files could not be written into ${target}.`, { cause });
  }
  return copies;
}
