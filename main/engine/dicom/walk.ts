import type { ByteSource } from './byteSource.ts';
import { implicitLittleEndian, readElement, tagText, tags } from './elements.ts';
import type { Element, Encoding } from './elements.ts';

/** How a walk over a data set ended. */
export type WalkOutcome =
  | {
      end: 'complete';
      /** Bytes behind the data set that belong to nothing. */
      ignored: number;
      /** False where it ended at the last tag that was wanted. */
      toEnd: boolean;
      pixelData: FoundPixelData | null;
    }
  | {
      end: 'broken';
      /** Where and how, in words that complete "the file …". */
      problem: string;
    };

/** The PixelData element of a data set. */
export interface FoundPixelData {
  /** Bytes of its value; null when it is in fragments (PS3.5 A.4). */
  length: number | null;
  /** Fragments, the offset table not counted. */
  fragments: number;
  /** False when the end of the fragments is not marked: the file may have lost some. */
  closed: boolean;
}

/** Something to see on the walk: a top-level element, in the order of the file. */
export type Visit = (element: Element) => void;

/** A sequence or item of undefined length that is not closed yet. */
interface OpenLevel {
  owner: Element;
  kind: 'items' | 'elements';
  encoding: Encoding;
  items: number;
  topLevel: boolean;
}

/** More elements than any real object has; ends the walk over files made to take for ever. */
const mostElements = 20_000_000;
/** Deeper nesting is made, not meant; each open level takes memory. */
const deepest = 100_000;
/** Zeros at the end of a file are padding up to this size; more is a file whose rest was never written. */
const longestPadding = 64 * 1024;

/**
 * Walks over a whole data set, stepping over values by their lengths, and tells whether it ends where the file ends.
 * Nothing but element headers is read, so a file of any size costs little.
 * @param from where the data set begins
 * @param lastTag the walk ends before the first top-level element behind this tag
 */
export function walkDataSet(
  source: ByteSource,
  from: number,
  encoding: Encoding,
  visit: Visit,
  lastTag = Number.POSITIVE_INFINITY,
): WalkOutcome {
  const open: OpenLevel[] = [];
  let position = from;
  let pixelData: FoundPixelData | null = null;
  /** Zeros up to here are no padding: something follows them. */
  let otherThanZeroAt = -1;

  for (let count = 0; count < mostElements; count++) {
    const level = open.at(-1);
    if (position >= source.size) {
      if (level === undefined) return complete(0);
      if (holdsFragments(level)) {
        pixelData = { length: null, fragments: level.items - 1, closed: false };
        return complete(0);
      }
      return broken(`ends before ${nameOf(level.owner)} is closed`);
    }
    const element = readElement(source, position, level?.encoding ?? encoding);
    if (level === undefined) {
      const padding = paddingFrom(position, element);
      if (padding !== null) return padding;
    }
    if (element === null) return broken(`ends within the head of an element, at byte ${position}`);

    if (level?.kind === 'items' && !isItemPart(element)) {
      return broken(`has no item where one is due, at byte ${position} in ${nameOf(level.owner)}`);
    }
    if (level !== undefined && closes(level, element)) {
      if (holdsFragments(level)) {
        pixelData = { length: null, fragments: level.items - 1, closed: true };
      }
      open.pop();
      position = element.valueAt;
      continue;
    }
    if (level === undefined) {
      if (element.tag > lastTag) return complete(0, false);
      visit(element);
      if (element.tag === tags.PixelData && element.length !== null) {
        pixelData = { length: element.length, fragments: 0, closed: true };
      }
    }
    if (level?.kind === 'items') level.items += 1;
    if (element.length === null) {
      if (open.length >= deepest) return broken(`nests its sequences more than ${deepest} levels deep`);
      open.push(openedBy(element, level, encoding));
      position = element.valueAt;
      continue;
    }
    position = element.valueAt + element.length;
    if (position > source.size) {
      const there = source.size - element.valueAt;
      const owner = level === undefined ? element : (open[0]?.owner ?? element);
      return broken(`ends inside ${nameOf(owner)}: ${there} of ${element.length} bytes are there`);
    }
  }
  return broken(`has more than ${mostElements} elements`);

  function complete(ignored: number, toEnd = true): WalkOutcome {
    return { end: 'complete', ignored, toEnd, pixelData };
  }

  /** The outcome when nothing but padding follows, else null. */
  function paddingFrom(at: number, element: Element | null): WalkOutcome | null {
    const rest = source.size - at;
    if (element !== null && element.tag !== 0) {
      const overrun = element.length !== null && element.valueAt + element.length > source.size;
      // Behind the pixel data only higher tags make sense; what else stands there is a rest of something.
      const isRest =
        pixelData !== null && (element.tag <= tags.PixelData || (overrun && !isKnownTrailer(element)));
      return isRest ? complete(rest) : null;
    }
    // The image is there: what follows belongs to nothing, however much it is.
    if (pixelData !== null) return complete(rest);
    if (rest > longestPadding) return broken(`holds only zeros from byte ${at} on`);
    // Found once: zeros read as elements of no length would be looked through again at each of them.
    if (at < otherThanZeroAt) return null;
    const found = source.view(at, rest).findIndex((byte) => byte !== 0);
    if (found === -1) return complete(rest);
    otherThanZeroAt = at + found;
    return null;
  }
}

function broken(problem: string): WalkOutcome {
  return { end: 'broken', problem };
}

/** Digital signatures, trailing padding and private groups may follow the pixel data. */
function isKnownTrailer(element: Element): boolean {
  return element.tag >= 0xfffa_0000 || element.vr !== '';
}

/** The fragments of the image itself, not of an icon inside a sequence. */
function holdsFragments(level: OpenLevel): boolean {
  return level.kind === 'items' && level.topLevel && level.owner.tag === tags.PixelData;
}

function isItemPart(element: Element): boolean {
  return element.tag === tags.Item || element.tag === tags.SequenceDelimitationItem;
}

function closes(level: OpenLevel, element: Element): boolean {
  const closing = level.kind === 'items' ? tags.SequenceDelimitationItem : tags.ItemDelimitationItem;
  return element.tag === closing;
}

function openedBy(element: Element, level: OpenLevel | undefined, topLevel: Encoding): OpenLevel {
  const around = level?.encoding ?? topLevel;
  if (level?.kind === 'items') {
    return { owner: element, kind: 'elements', encoding: around, items: 0, topLevel: false };
  }
  const inside = element.vr === 'UN' ? implicitLittleEndian : around;
  return { owner: element, kind: 'items', encoding: inside, items: 0, topLevel: level === undefined };
}

function nameOf(element: Element): string {
  if (element.tag === tags.PixelData) return 'its pixel data';
  if (element.tag === tags.Item) return 'an item of a sequence';
  return `the element ${tagText(element.tag)}`;
}
