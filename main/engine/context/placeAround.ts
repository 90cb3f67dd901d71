import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from './isInside.ts';

/**
 * The first of the places that a file or folder is, or lies in, links resolved; null where it lies in none. Neither
 * need be there. All absolute.
 */
export async function placeAround(file: string, places: readonly string[]): Promise<string | null> {
  const real = await realOf(file);
  for (const place of places) if (isInside(real, await realOf(place))) return place;
  return null;
}

/** Links resolved, as far as the path is there. */
async function realOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(await realOf(parent), path.basename(file));
  }
}
