import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../context/index.ts';
import { z } from 'zod';

/** What a callback injects under `deleted` (compatibility document, section 2.7). */
const deletedSchema = z.object({ deleted: z.union([z.string(), z.array(z.string())]).nullish() });

/** Paths that a job asked to delete at the end; null where what it asked is not in the agreed form. */
export function pathsToDelete(injected: unknown): string[] | null {
  const parsed = deletedSchema.safeParse(injected);
  if (!parsed.success) return null;
  const { deleted } = parsed.data;
  return deleted == null ? [] : [deleted].flat();
}

/**
 * Deletes one path of a data folder: a file, a folder with all that is in it, or a link (never what it leads to).
 * What is not there any more counts as deleted, so that doing it twice does no harm.
 * @param wanted as the callback gave it: relative to the data folder, or absolute
 * @returns where it was, relative to the data folder with `/`; null, and nothing is deleted, when it is the data
 *   folder itself or lies outside, be it by way of a link
 */
export async function deleteInside(dataFolder: string, wanted: string): Promise<string | null> {
  if (wanted.includes('\0')) return null;
  const root = await realpath(dataFolder);
  const target = path.resolve(root, wanted);
  const folder = await realFolder(path.dirname(target));
  const found = folder === null ? target : path.join(folder, path.basename(target));
  if (found === root || !isInside(found, root)) return null;
  if (folder !== null) await rm(found, { recursive: true, force: true });
  return path.relative(root, found).split(path.sep).join('/');
}

/** Null where there is none. */
async function realFolder(folder: string): Promise<string | null> {
  try {
    return await realpath(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw cause;
  }
}
