import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** What a callback injects under `deleted` (compatibility document, section 2.7). */
const deletedSchema = z.object({ deleted: z.union([z.string(), z.array(z.string())]) });

/** Paths that a job asked to delete at the end; none where it did not, or not in the agreed form. */
export function pathsToDelete(injected: unknown): string[] {
  const parsed = deletedSchema.safeParse(injected);
  if (!parsed.success) return [];
  return typeof parsed.data.deleted === 'string' ? [parsed.data.deleted] : parsed.data.deleted;
}

/**
 * Deletes one path of a data folder: a file, a folder with all that is in it, or a link (never what it leads to).
 * What is not there any more counts as deleted, so that doing it twice does no harm.
 * @param wanted as the callback gave it: relative to the data folder, or absolute
 * @returns where it was, relative to the data folder with `/`; null, and nothing is deleted, when it is the data
 *   folder itself or lies outside, be it by way of a link
 */
export async function deleteInside(dataFolder: string, wanted: string): Promise<string | null> {
  const target = path.resolve(dataFolder, wanted);
  const relative = path.relative(dataFolder, target);
  if (wanted.includes('\0') || relative === '' || isOutside(relative)) return null;
  const root = await realpath(dataFolder);
  const parent = await realFolder(path.dirname(target));
  if (parent === null) return toSlashes(relative);
  if (parent !== root && isOutside(path.relative(root, parent))) return null;
  await rm(path.join(parent, path.basename(target)), { recursive: true, force: true });
  return toSlashes(relative);
}

function isOutside(relative: string): boolean {
  return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
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

function toSlashes(relative: string): string {
  return relative.split(path.sep).join('/');
}
