import { actualEncoding } from './fileLayout.ts';
import { encodingInside, readElement, tags } from './elements.ts';
import type { Element, Encoding } from './elements.ts';
import { createSparseSource } from './sparseSource.ts';
import type { SparseSource } from './sparseSource.ts';

/** What a reader of a data set needs of it. The head of every element is kept anyway. */
export interface Keeping {
  /** Bytes of a value from its start. */
  ofValue(element: Element, isTopLevel: boolean): number;
  /** Sequences and items whose length is told are gone into, and not stepped over as one value. */
  goesInside: boolean;
}

/** A data set of which only the parts that are needed stay in memory, while it comes. */
export interface KeptParts {
  readonly source: SparseSource;
  /**
   * Takes the next bytes.
   * @returns what makes it unreadable, in words that complete "the file …", else null
   */
  add(bytes: Buffer): string | null;
}

/** A sequence or item that has been gone into. */
interface Level {
  encoding: Encoding;
  /** What is in it ends here or before; Infinity where no length tells. */
  end: number;
  /** A delimiter marks its end. */
  isDelimited: boolean;
  holdsFragments: boolean;
}

const longestHead = 12;
/** Shorter values are kept: to note that they are missing takes as much. */
const shortest = 64;
/** Deeper nesting is made, not meant. */
const deepest = 100_000;
/** Most bytes that are kept: more than the elements of any real object take beside their bulk data. */
const mostKept = 128 * 1024 * 1024;

/**
 * Follows the elements of a data set as its bytes come and drops the long values.
 * @param declared what its transfer syntax says
 */
export function keepParts(declared: Encoding, keeping: Keeping): KeptParts {
  const source = createSparseSource();
  const open: Level[] = [];
  let topLevel: Encoding | null = null;
  /** Where the next head begins, and how far what is before it is kept. */
  let next = 0;
  let keptUntil = 0;

  function around(): Encoding {
    // The size is not known yet, and no length is too large for it.
    topLevel ??=
      actualEncoding(
        {
          size: Number.POSITIVE_INFINITY,
          view: (position, length) => source.view(position, length),
        },
        0,
        declared,
      ) ?? declared;
    return open.at(-1)?.encoding ?? topLevel;
  }

  /** Goes on to what follows the head of an element. */
  function step(element: Element): void {
    const level = open.at(-1);
    const limit = level?.end ?? Number.POSITIVE_INFINITY;
    const { tag, length, valueAt } = element;
    next = Math.min(valueAt, limit);
    keptUntil = next;
    const isDelimiter = tag === tags.ItemDelimitationItem || tag === tags.SequenceDelimitationItem;
    if (isDelimiter && level?.isDelimited === true) open.pop();
    else if (length === null || isGoneInto(element, level)) {
      open.push({
        encoding: encodingInside(element, around()),
        end: length === null ? limit : Math.min(valueAt + length, limit),
        isDelimited: length === null,
        holdsFragments: tag === tags.PixelData,
      });
    } else {
      const most = tag === tags.Item ? 0 : keeping.ofValue(element, level === undefined);
      next = Math.min(valueAt + length, limit);
      keptUntil = length <= shortest ? next : Math.min(valueAt + most, next);
    }
    while (next >= (open.at(-1)?.end ?? Number.POSITIVE_INFINITY)) open.pop();
  }
  function isGoneInto({ tag, vr }: Element, level: Level | undefined): boolean {
    if (!keeping.goesInside) return false;
    return tag === tags.Item ? level?.holdsFragments === false : vr === 'SQ';
  }

  /** How many of the next bytes are kept (above 0) or not (below 0), as far as is known. */
  function due(): number {
    for (;;) {
      if (source.size < next) {
        return source.size < keptUntil ? keptUntil - source.size : source.size - next;
      }
      const there = source.size - next;
      const element = there < 8 || (there < longestHead && topLevel === null) ? null : headAt(next);
      if (element === null) return longestHead - there;
      step(element);
      if (open.length > deepest) return 0;
    }
  }
  function headAt(position: number): Element | null {
    return readElement(source, position, around());
  }

  return {
    source,
    add(bytes) {
      for (let at = 0; at < bytes.length;) {
        const count = due();
        if (count === 0) return `nests its sequences more than ${deepest} levels deep`;
        const part = bytes.subarray(at, at + Math.abs(count));
        if (count > 0) source.append(part);
        else source.skip(part.length);
        at += part.length;
        if (source.cost > mostKept) {
          return `has more than ${mostKept / 1024 / 1024} MiB of elements beside its bulk data, too many to unpack`;
        }
      }
      return null;
    },
  };
}
