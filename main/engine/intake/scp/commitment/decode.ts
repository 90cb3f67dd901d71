import { encodingOf, memorySource, readElement, tags } from '../../../dicom/index.ts';
import type { ByteSource, Element, Encoding } from '../../../dicom/index.ts';
import type { CommitmentItem, CommitmentRequest } from '../protocol.ts';

const transactionUid = 0x0008_1195;
const referencedSopSequence = 0x0008_1199;
const referencedSopClassUid = 0x0008_1150;
const referencedSopInstanceUid = 0x0008_1155;

/** Sequences inside the items of a request are not nested deeper than this. */
const deepest = 16;

/**
 * Reads the action information of a storage commitment request (PS3.4 table J.3-1).
 * @returns null when it cannot be read, or names no transaction or no instance
 */
export function decodeCommitment(bytes: Buffer, transferSyntax: string): CommitmentRequest | null {
  const source = memorySource(bytes);
  const encoding = encodingOf(transferSyntax);
  const request: CommitmentRequest = { transactionUid: '', items: [] };
  const end = eachElement(source, { from: 0, to: bytes.length, encoding }, 0, (element, to) => {
    if (element.tag === transactionUid) request.transactionUid = uidIn(source, element);
    if (element.tag === referencedSopSequence) {
      eachItem(source, { from: element.valueAt, to, encoding }, 0, (range) => {
        const item: CommitmentItem = { SOPClassUID: '', SOPInstanceUID: '' };
        eachElement(source, range, 1, (part) => {
          if (part.tag === referencedSopClassUid) item.SOPClassUID = uidIn(source, part);
          if (part.tag === referencedSopInstanceUid) item.SOPInstanceUID = uidIn(source, part);
        });
        request.items.push(item);
      });
    }
  });
  return end === null || request.transactionUid === '' || request.items.length === 0 ? null : request;
}

interface Range {
  from: number;
  /** Where it ends at the latest: at its delimiter, where its length is undefined. */
  to: number;
  encoding: Encoding;
}

/**
 * Visits the elements of a range, up to a delimiter.
 * @param visit gets where the value ends
 * @returns where it goes on behind them; null when the range is broken
 */
function eachElement(
  source: ByteSource,
  range: Range,
  depth: number,
  visit: (element: Element, to: number) => void,
): number | null {
  let at = range.from;
  while (at < range.to) {
    const element = readElement(source, at, range.encoding);
    if (element === null) return null;
    if (element.tag === tags.ItemDelimitationItem) return element.valueAt;
    const inside = { ...range, from: element.valueAt };
    const end =
      element.length === null
        ? eachItem(source, inside, depth, () => undefined)
        : element.valueAt + element.length;
    if (end === null || end > range.to) return null;
    visit(element, end);
    at = end;
  }
  return at;
}

/** Visits the items of a sequence, up to a delimiter; returns like `eachElement`. */
function eachItem(
  source: ByteSource,
  range: Range,
  depth: number,
  visit: (item: Range) => void,
): number | null {
  if (depth > deepest) return null;
  let at = range.from;
  while (at < range.to) {
    const item = readElement(source, at, range.encoding);
    if (item?.tag === tags.SequenceDelimitationItem) return item.valueAt;
    if (item?.tag !== tags.Item) return null;
    const inside = { ...range, from: item.valueAt };
    const end: number | null =
      item.length === null
        ? eachElement(source, inside, depth + 1, () => undefined)
        : item.valueAt + item.length;
    if (end === null || end > range.to) return null;
    visit({ ...inside, to: end });
    at = end;
  }
  return at;
}

function uidIn(source: ByteSource, element: Element): string {
  const text = source.view(element.valueAt, Math.min(element.length ?? 0, 128)).toString('latin1');
  return text.replaceAll('\0', '').trim();
}
