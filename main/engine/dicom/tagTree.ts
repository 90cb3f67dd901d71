import type { JsonObject, JsonValue } from '../../../contract/index.ts';
import { binaryText, isBinaryNumber } from './binaryValues.ts';
import type { ByteSource } from './byteSource.ts';
import { latin1, textDecoding } from './characterSets.ts';
import type { TextDecoding } from './characterSets.ts';
import { isStandard } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { encodingInside, readElement, skipElement, tags } from './elements.ts';
import type { Element, Encoding } from './elements.ts';
import { textValue, uidValue } from './textValue.ts';

/** Longest text that is given, in UTF-8 bytes; Orthanc gives no longer ones either. */
const longestText = 256;
/** More bytes of a value are never looked at: no character takes more than four, escape sequences not counted. */
export const longestValue = longestText * 8;
/** Deeper sequences are left out. Structured reports nest some ten levels. */
const deepest = 100;
const bulkVrs = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'UN']);

/** What stays the same within one data set or item. */
interface Surroundings {
  encoding: Encoding;
  decoding: TextDecoding;
  /** Pixel values are signed, so that XS means SS. */
  signed: boolean;
  depth: number;
}

/** Outcome of reading elements: where they end. */
interface Read {
  object: JsonObject;
  end: number;
}

/** Reads elements as simplified tags: keyword to text, sequences as lists of objects. */
export interface TagTreeReader {
  /** @param end elements of the top level end here, or before the pixel data */
  readDataSet(from: number, end: number, encoding: Encoding): JsonObject;
}

/** A reader of simplified tags over one source. */
export function createTagTreeReader(source: ByteSource, dictionary: Dictionary): TagTreeReader {
  return {
    readDataSet: (from, end, encoding) =>
      readElements(from, end, { encoding, decoding: latin1, signed: false, depth: 0 }).object,
  };

  /** @param end null when a delimiter marks the end */
  function readElements(from: number, end: number | null, around: Surroundings): Read {
    const object: JsonObject = {};
    const here = { ...around };
    let position = from;
    while (position < (end ?? source.size)) {
      const element = readElement(source, position, here.encoding);
      if (element === null || element.tag === tags.SequenceDelimitationItem) break;
      if (element.tag === tags.ItemDelimitationItem) return { object, end: element.valueAt };
      // Nothing that is given here stands behind the pixel data of the top level.
      if (here.depth === 0 && element.tag >= tags.PixelData) break;
      if (element.tag === tags.SpecificCharacterSet) {
        here.decoding = textDecoding(textValue(bytesOf(element), latin1));
      }
      if (element.tag === 0x0028_0103) here.signed = bytesOf(element).includes(1);
      const definition = dictionary.find(element.tag);
      const known = definition !== undefined && isStandard(element.tag);
      position = known
        ? readKnown(element, definition.keyword, vrOf(element, definition.vr, here), here, object)
        : skipElement(source, element, here.encoding);
    }
    return { object, end: position };
  }

  /** Puts the element into `into` unless it is bulk data; returns where the next one begins. */
  function readKnown(
    element: Element,
    keyword: string,
    vr: string,
    around: Surroundings,
    into: JsonObject,
  ): number {
    const isSequence = vr === 'SQ' || (element.length === null && !bulkVrs.has(vr));
    if (isSequence) {
      const inside = {
        ...around,
        encoding: encodingInside(element, around.encoding),
        depth: around.depth + 1,
      };
      const { items, end } = readItems(element, inside);
      if (inside.depth <= deepest) into[keyword] = items;
      return end;
    }
    if (element.length === null) return skipElement(source, element, around.encoding);
    const text = bulkVrs.has(vr) ? null : textOf(element, vr, around);
    if (text !== null && Buffer.byteLength(text) <= longestText) into[keyword] = text;
    return element.valueAt + element.length;
  }

  function textOf(element: Element, vr: string, around: Surroundings): string | null {
    if ((element.length ?? 0) > longestValue) return null;
    const bytes = bytesOf(element);
    if (isBinaryNumber(vr)) {
      // Orthanc gives null for them, and the empty text for empty texts.
      if (bytes.length === 0) return null;
      const isUnknown = element.vr === 'UN';
      return binaryText(vr, bytes, isUnknown || around.encoding.littleEndian);
    }
    return vr === 'UI' ? uidValue(bytes, latin1) : textValue(bytes, around.decoding, vr);
  }

  function readItems(sequence: Element, inside: Surroundings): { items: JsonValue[]; end: number } {
    const end = sequence.length === null ? null : sequence.valueAt + sequence.length;
    if (inside.depth > deepest) return { items: [], end: skipElement(source, sequence, inside.encoding) };
    const items: JsonValue[] = [];
    let position = sequence.valueAt;
    while (position < (end ?? source.size)) {
      const item = readElement(source, position, inside.encoding);
      if (item === null) break;
      position = item.valueAt;
      if (item.tag !== tags.Item) break;
      const itemEnd = item.length === null ? null : item.valueAt + item.length;
      const read = readElements(item.valueAt, itemEnd, inside);
      items.push(read.object);
      position = itemEnd ?? read.end;
    }
    return { items, end: end ?? position };
  }

  function bytesOf(element: Element): Buffer {
    return source.view(element.valueAt, Math.min(element.length ?? 0, longestValue));
  }
}

function vrOf(element: Element, defined: string, around: Surroundings): string {
  const vr = element.vr === '' || element.vr === 'UN' ? defined : element.vr;
  if (vr !== 'XS') return vr;
  return around.signed ? 'SS' : 'US';
}
