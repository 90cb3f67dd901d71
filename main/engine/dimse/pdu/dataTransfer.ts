import { headLength, pduTypes } from './codec.ts';

const pdvHeadLength = 6;
/** Used where the peer takes PDUs of any length. */
const ownLongest = 131_072;
/** Longer PDUs than this bring nothing; some peers announce 4 GiB. */
const longest = 262_144;
/** PDUs shorter than this are asked for by mistake only. */
const shortest = 64;

/** What a presentation data value holds. */
export type ValueKind = 'command' | 'data-set';

/** Bytes of a command or data set that fit into one P-DATA-TF of a peer that announced `maxLength`. */
export function fragmentLength(maxLength: number): number {
  const usable = maxLength === 0 ? ownLongest : Math.min(Math.max(maxLength, shortest), longest);
  // Values have even length, as what they carry has (PS3.8 annex E.1).
  return (usable - pdvHeadLength) & ~1;
}

/**
 * Head of a P-DATA-TF with a single value (PS3.8 9.3.5): twelve bytes, which `length` bytes of the value follow.
 * @param isLast they are the last of the command or data set
 */
function dataTransferHead(contextId: number, kind: ValueKind, length: number, isLast: boolean): Buffer {
  const head = Buffer.alloc(headLength + pdvHeadLength);
  head.writeUInt8(pduTypes.dataTransfer, 0);
  head.writeUInt32BE(pdvHeadLength + length, 2);
  head.writeUInt32BE(2 + length, 6);
  head.writeUInt8(contextId, 10);
  head.writeUInt8((kind === 'command' ? 1 : 0) | (isLast ? 2 : 0), 11);
  return head;
}

/**
 * Cuts bytes of a command or data set into P-DATA-TF PDUs: heads and views of `bytes` in turn, nothing is copied.
 * A data set too large for memory is given in blocks, whose size best is a multiple of `fragmentLength`.
 * @param isLast `bytes` are the last of the command or data set
 * @param maxLength what the peer announced
 */
export function fragments(
  contextId: number,
  kind: ValueKind,
  bytes: Buffer,
  isLast: boolean,
  maxLength: number,
): Buffer[] {
  const most = fragmentLength(maxLength);
  const parts: Buffer[] = [];
  let at = 0;
  do {
    const piece = bytes.subarray(at, at + most);
    at += piece.length;
    parts.push(dataTransferHead(contextId, kind, piece.length, isLast && at >= bytes.length), piece);
  } while (at < bytes.length);
  return parts;
}
