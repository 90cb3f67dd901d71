import type { RouteOutput, TagDifference, TagElement } from '../../../contract/index.ts';
import { readElements } from '../dicom/index.ts';

/** Of each value so much is compared; of longer ones only the beginning. */
const compared = { text: 16_384, bytes: 16_384 };
/** Characters that are given of a value. */
const shownCharacters = 400;

/**
 * The elements of two files beside each other, in the order of their tags; items of sequences by their number.
 * @throws EngineError `disk-failed` when one of them cannot be read or is not DICOM
 */
export async function compareTags(left: string, right: string): Promise<RouteOutput<'instances.compare'>> {
  const lists = [await readElements(left, compared), await readElements(right, compared)] as const;
  const pairs = new Map<string, [TagElement | null, TagElement | null]>();
  for (const one of lists[0].elements) pairs.set(one.path, [one, null]);
  for (const one of lists[1].elements) pairs.set(one.path, [pairs.get(one.path)?.[0] ?? null, one]);
  const rows = [...pairs.values()].flatMap(([one, other]) => differenceOf(one, other) ?? []);
  rows.sort((one, other) => byPlace(one.path, other.path));
  return {
    rows,
    differing: rows.filter(({ differs }) => differs).length,
    isCut: lists.some(({ isCut }) => isCut),
  };
}

function differenceOf(left: TagElement | null, right: TagElement | null): TagDifference | null {
  const one = left ?? right;
  if (one === null) return null;
  const { path, depth, tag, vr, keyword, creator, kind } = one;
  return {
    path,
    depth,
    tag,
    vr,
    keyword,
    creator,
    kind,
    left: sideOf(left),
    right: sideOf(right),
    differs: isDifferent(left, right),
    isWhole: left?.isCut !== true && right?.isCut !== true && !isPixelData(left) && !isPixelData(right),
  };
}

/** A sequence differs by the number of its items; what is in them has rows of its own. */
function isDifferent(left: TagElement | null, right: TagElement | null): boolean {
  if (left === null || right === null) return true;
  if (left.kind !== right.kind) return true;
  if (left.kind === 'sequence' || left.kind === 'item') return left.items !== right.items;
  const isLong = left.isCut || right.isCut;
  return (
    left.value !== right.value ||
    ((isLong || isPixelData(left)) && left.length !== right.length) ||
    left.items !== right.items
  );
}

/** Compressed images are told apart by their length only. */
function isPixelData(element: TagElement | null): boolean {
  return element?.kind === 'binary' && element.items > 0;
}

function sideOf(element: TagElement | null): TagDifference['left'] {
  if (element === null) return null;
  const { value, isCut, length, items } = element;
  const isLonger = value.length > shownCharacters;
  return {
    value: isLonger ? value.slice(0, shownCharacters) : value,
    isCut: isCut || isLonger,
    length,
    items,
  };
}

/** By tags, which are hexadecimal of one width, and the numbers of items. */
function byPlace(one: string, other: string): number {
  const [parts, others] = [one.split(/[.[\]]+/), other.split(/[.[\]]+/)];
  for (const [place, part] of parts.entries()) {
    const against = others[place];
    if (against === undefined || against === '') return part === '' ? 0 : 1;
    if (part === '') return -1;
    if (part === against) continue;
    return place % 2 === 1 ? Number(part) - Number(against) : part < against ? -1 : 1;
  }
  return parts.length - others.length;
}
