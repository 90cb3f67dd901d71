import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import { giveName, newId, refuseOwnPlaces } from '../../context/index.ts';
import type { OwnPlaces } from '../../context/index.ts';

/** A file that somebody chose; in folders of the program itself nothing is written out. */
export interface ChosenFile {
  /** Absolute. */
  file: string;
  /** A file of that name is replaced. */
  replace: boolean;
}

/**
 * Writes a file piece by piece. It has another name until it is whole: an interruption leaves no half of it under the
 * name that was asked for.
 * @returns how many bytes it has
 * @throws EngineError `file-exists`, `folder-not-usable`, `disk-full`, and what `work` throws
 */
export async function writeWhole(
  own: OwnPlaces,
  { file, replace }: ChosenFile,
  work: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<number> {
  if (!path.isAbsolute(file) || file.includes('\0')) {
    throw new EngineError('folder-not-usable', `${file} is no absolute path.`);
  }
  await refuseOwnPlaces(own, file, file);
  if (!replace) await refuseExisting(file);
  const part = path.join(path.dirname(file), `.${newId()}.part`);
  let bytes = 0;
  try {
    const handle = await open(part, 'wx');
    try {
      await work(async (text) => {
        bytes += Buffer.byteLength(text);
        await handle.writeFile(text);
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (replace) await rename(part, file);
    else await giveName(part, file);
  } catch (cause) {
    throw failed(file, cause);
  } finally {
    await rm(part, { force: true });
  }
  return bytes;
}

async function refuseExisting(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null) throw new EngineError('file-exists', `There is ${file} already.`);
}

function failed(file: string, cause: unknown): unknown {
  if (cause instanceof EngineError || !(cause instanceof Error) || !('code' in cause)) return cause;
  if (cause.code === 'EEXIST') return new EngineError('file-exists', `There is ${file} already.`, { cause });
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') {
    return new EngineError('disk-full', `There is no room for ${file}.`, { cause });
  }
  return new EngineError('folder-not-usable', `The file ${file} cannot be written.`, { cause });
}
