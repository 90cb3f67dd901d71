import type { ByteSource } from './byteSource.ts';
import { latin1, textDecoding } from './characterSets.ts';
import { tags } from './elements.ts';
import type { Element, Encoding } from './elements.ts';
import type { Keeping } from './keptParts.ts';
import { headerTags, pixelTags } from './mainTags.ts';
import type { HeaderKeyword, PixelKeyword } from './mainTags.ts';
import { textValue, uidValue } from './textValue.ts';
import type { Visit } from './walk.ts';

/** The values of a data set that matter for filing it. Absent ones are missing. */
export interface HeaderFields {
  texts: Partial<Record<HeaderKeyword, string>>;
  pixels: Partial<Record<PixelKeyword, string | number>>;
}

/** Longest value that is kept; what is longer is no value of these elements. */
const longestValue = 16 * 1024;

/** Keywords of VR PN; in implicit encodings no element says its own. */
const personNames: ReadonlySet<HeaderKeyword> = new Set([
  'PatientName',
  'ReferringPhysicianName',
  'RequestingPhysician',
]);

/** No element of interest comes behind it. */
export const lastTag = 0x0032_ffff;

/** What the collector, and a walk over the whole data set, need of it. */
export const headerKeeping: Keeping = {
  ofValue: ({ tag }, isTopLevel) => (isTopLevel && tag <= lastTag ? longestValue : 0),
  goesInside: false,
};

/** Collects the values of interest while a data set is walked over. */
export function createHeaderCollector(
  source: ByteSource,
  encoding: Encoding,
): { visit: Visit; fields: HeaderFields } {
  const fields: HeaderFields = { texts: {}, pixels: {} };
  let decoding = latin1;

  function bytesOf(element: Element): Buffer {
    return source.view(element.valueAt, Math.min(element.length ?? 0, longestValue));
  }
  function visit(element: Element): void {
    if (element.tag > lastTag) return;
    // The character set stands before all texts, because elements are sorted by tag.
    if (element.tag === tags.SpecificCharacterSet)
      decoding = textDecoding(textValue(bytesOf(element), latin1));
    const keyword = headerTags.get(element.tag);
    if (keyword !== undefined) {
      const bytes = bytesOf(element);
      fields.texts[keyword] = keyword.endsWith('UID')
        ? uidValue(bytes, decoding)
        : textValue(bytes, decoding, personNames.has(keyword) ? 'PN' : undefined);
    }
    const pixelKeyword = pixelTags.get(element.tag);
    if (pixelKeyword !== undefined) fields.pixels[pixelKeyword] = pixelValue(pixelKeyword, bytesOf(element));
  }
  function pixelValue(keyword: PixelKeyword, bytes: Buffer): string | number {
    if (keyword === 'NumberOfFrames') return Number.parseInt(textValue(bytes, latin1), 10);
    if (keyword === 'PhotometricInterpretation') return textValue(bytes, latin1).trim();
    if (bytes.length < 2) return Number.NaN;
    return encoding.littleEndian ? bytes.readUInt16LE(0) : bytes.readUInt16BE(0);
  }
  return { visit, fields };
}
