import type { TagElement } from '../../../contract/index.ts';
import type { ByteSource } from './byteSource.ts';
import { latin1, textDecoding } from './characterSets.ts';
import type { TextDecoding } from './characterSets.ts';
import { isStandard } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { encodingInside, readElement, skipElement, tags, tagText } from './elements.ts';
import type { Element, Encoding } from './elements.ts';
import { bytesToRead, valueInWords } from './elementValue.ts';
import type { ShownLength } from './elementValue.ts';
import { privateDefinition } from './privateElements.ts';
import { textValue } from './textValue.ts';

/** Sequences in more sequences than that are listed without their items. */
const deepest = 100;

/** What stays the same within one data set or item. */
interface Surroundings {
  encoding: Encoding;
  decoding: TextDecoding;
  /** Pixel values are signed, so that XS means SS. */
  signed: boolean;
  depth: number;
  /** Of the item around, with a dot behind it; empty at the top. */
  path: string;
  /** Private creators of this data set or item, by group and block. */
  creators: Map<number, string>;
}

/** A part of a source that holds elements. */
interface ListedPart {
  from: number;
  end: number;
  encoding: Encoding;
}

/**
 * The elements of a data set in the order of the file, what is in a sequence behind it. Who asks may stop or pause
 * between any two. The number of items of a sequence is filled in when they have been listed.
 * @param mostOf how much of a value is given, by the path of its element
 */
export function* listElements(
  source: ByteSource,
  part: ListedPart,
  dictionary: Dictionary,
  mostOf: (path: string) => ShownLength,
): Generator<TagElement, void> {
  const top = {
    encoding: part.encoding,
    decoding: latin1,
    signed: false,
    depth: 0,
    path: '',
    creators: new Map(),
  };
  yield* elementsOf(part.from, part.end, top);

  /** @param end null when a delimiter marks the end; returns where that is */
  function* elementsOf(from: number, end: number | null, here: Surroundings): Generator<TagElement, number> {
    let position = from;
    while (position < (end ?? source.size)) {
      const element = readElement(source, position, here.encoding);
      if (element === null || element.tag === tags.SequenceDelimitationItem) break;
      if (element.tag === tags.ItemDelimitationItem) return element.valueAt;
      if (element.tag === tags.SpecificCharacterSet) {
        here.decoding = textDecoding(textValue(bytesOf(element, 1024), latin1));
      }
      if (element.tag === 0x0028_0103) here.signed = bytesOf(element, 2).includes(1);
      if (isCreator(element.tag)) {
        here.creators.set(blockOf(element.tag), textValue(bytesOf(element, 256), here.decoding).trim());
      }
      position = yield* withItems(element, here);
    }
    return position;
  }

  /** Lists one element and what is in it; returns where the next one begins. */
  function* withItems(element: Element, around: Surroundings): Generator<TagElement, number> {
    const listed: TagElement = {
      path: `${around.path}${tagText(element.tag).replaceAll(/[(),]/g, '')}`,
      depth: around.depth,
      tag: tagText(element.tag),
      ...definitionOf(element, around),
      kind: 'text',
      value: '',
      isCut: false,
      length: element.length,
      items: 0,
    };
    if (element.tag === tags.PixelData && element.length === null) {
      const { end, count, bytes } = fragmentsOf(element, around.encoding);
      yield { ...listed, kind: 'binary', length: bytes, items: count };
      return end;
    }
    if (listed.vr === 'SQ' || element.length === null) return yield* sequence(element, listed, around);
    const most = mostOf(listed.path);
    const bytes = bytesOf(element, bytesToRead(most));
    const { decoding, encoding } = around;
    const littleEndian = encoding.littleEndian || element.vr === 'UN';
    yield {
      ...listed,
      ...valueInWords(listed.vr, bytes, element.length, { decoding, littleEndian, most }),
    };
    return element.valueAt + element.length;
  }

  function* sequence(
    element: Element,
    listed: TagElement,
    around: Surroundings,
  ): Generator<TagElement, number> {
    const head: TagElement = { ...listed, vr: 'SQ', kind: 'sequence' };
    yield head;
    const encoding = encodingInside(element, around.encoding);
    if (around.path.split('.').length > deepest) return skipElement(source, element, around.encoding);
    const end = element.length === null ? null : element.valueAt + element.length;
    let position = element.valueAt;
    while (position < (end ?? source.size)) {
      const item = readElement(source, position, encoding);
      if (item === null) break;
      position = item.valueAt;
      if (item.tag !== tags.Item) break;
      head.items += 1;
      const path = `${head.path}[${head.items}]`;
      yield {
        ...head,
        path,
        depth: around.depth + 1,
        tag: '',
        vr: '',
        keyword: '',
        creator: null,
        kind: 'item',
        length: item.length,
        items: head.items,
      };
      const itemEnd = item.length === null ? null : item.valueAt + item.length;
      const inside = { ...around, encoding, depth: around.depth + 2, path: `${path}.`, creators: new Map() };
      const after = yield* elementsOf(item.valueAt, itemEnd, inside);
      position = itemEnd ?? after;
    }
    return end ?? position;
  }

  /** Fragments of compressed pixel data, without the offset table (PS3.5 A.4). */
  function fragmentsOf(element: Element, encoding: Encoding): { end: number; count: number; bytes: number } {
    let [position, items, bytes] = [element.valueAt, 0, 0];
    while (position < source.size) {
      const item = readElement(source, position, encoding);
      if (item === null || item.tag !== tags.Item || item.length === null) {
        position = item?.valueAt ?? source.size;
        break;
      }
      if (items > 0) bytes += item.length;
      items += 1;
      position = item.valueAt + item.length;
    }
    return { end: position, count: Math.max(items - 1, 0), bytes };
  }

  function definitionOf(
    { tag, vr: written }: Element,
    around: Surroundings,
  ): Pick<TagElement, 'vr' | 'keyword' | 'creator'> {
    const isKnown = written !== '' && written !== 'UN';
    if (isCreator(tag)) return { vr: isKnown ? written : 'LO', keyword: 'PrivateCreator', creator: null };
    if (isStandard(tag)) {
      const definition = dictionary.find(tag);
      const isGroupLength = (tag & 0xffff) === 0;
      const defined = isGroupLength ? 'UL' : (definition?.vr ?? written);
      const vr = isKnown ? written : defined === 'XS' ? (around.signed ? 'SS' : 'US') : defined;
      return { vr, keyword: definition?.keyword ?? (isGroupLength ? 'GroupLength' : ''), creator: null };
    }
    const creator = around.creators.get(blockOf(tag, tag >>> 8)) ?? '';
    const definition = privateDefinition(creator, tag);
    return { vr: isKnown ? written : (definition?.vr ?? written), keyword: definition?.name ?? '', creator };
  }

  function bytesOf(element: Element, most: number): Buffer {
    return source.view(element.valueAt, Math.min(element.length ?? 0, most));
  }
}

/** True for elements that reserve a block of a private group (PS3.5 7.8.1). */
function isCreator(tag: number): boolean {
  const element = tag & 0xffff;
  return !isStandard(tag) && element >= 0x10 && element <= 0xff;
}

/** Group and block, by the number of the creator's element. */
function blockOf(tag: number, block = tag): number {
  return (tag >>> 16) * 0x100 + (block & 0xff);
}
