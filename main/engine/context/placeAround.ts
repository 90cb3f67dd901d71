import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isInside } from './isInside.ts';

/** What resolves the links of a path that is there. */
type Resolve = (file: string) => Promise<string>;

/** A place whose links are being resolved. */
interface Look {
  real: Promise<string>;
  isLate: boolean;
}

/** Time in which links of a place are resolved, in milliseconds: a share whose server is away answers after minutes. */
const patience = 2000;
/** Looks at the same time, since each has one of the few threads for files until it is answered. */
const atOnce = 4;
let underWay = 0;
/** What begins the looks that wait for others. */
const due: (() => void)[] = [];
/** One look at each place at a time. */
const looks = new Map<string, Look>();
/** What places were found to be; tells of those that do not answer now. */
const found = new Map<string, string>();

/**
 * The first of the places that a file or folder is, or lies in, links resolved; null where it lies in none. Neither
 * need be there. Places that do not answer are taken as they answered last, or as they are written. All absolute.
 */
export async function placeAround(
  file: string,
  places: readonly string[],
  resolve: Resolve = realpath,
): Promise<string | null> {
  const plain = places.find((place) => isInside(file, place));
  if (plain !== undefined) return plain;
  const resolved = await Promise.all(places.map((place) => resolvedSoon(place, resolve)));
  const real = await realOf(file, resolve);
  return places.find((_, at) => isInside(real, resolved[at] ?? '')) ?? null;
}

async function resolvedSoon(place: string, resolve: Resolve): Promise<string> {
  const look = looks.get(place) ?? { real: lookAt(place, resolve), isLate: false };
  if (!looks.has(place)) {
    looks.set(place, look);
    void look.real.finally(() => looks.delete(place));
  }
  const real = look.isLate ? null : await Promise.race([look.real, delay(patience, null, { ref: false })]);
  look.isLate = real === null;
  return real ?? found.get(place) ?? place;
}

async function lookAt(place: string, resolve: Resolve): Promise<string> {
  if (underWay < atOnce) underWay += 1;
  else await new Promise<void>((begin) => due.push(begin));
  try {
    const real = await realOf(place, resolve);
    found.set(place, real);
    return real;
  } finally {
    const next = due.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}

/** Links resolved, as far as the path is there. */
async function realOf(file: string, resolve: Resolve): Promise<string> {
  try {
    return await resolve(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(await realOf(parent, resolve), path.basename(file));
  }
}
