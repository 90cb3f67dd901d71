import { decodePdu, headLength, pduTypes } from './codec.ts';
import { ProtocolViolation } from './protocolViolation.ts';
import { abortReasons } from './types.ts';
import type { Pdu } from './types.ts';

/** What comes out of a stream of PDUs. */
export interface PduListener {
  pdu(pdu: Pdu): void;
  /**
   * Bytes of a presentation data value (PS3.8 9.3.5.1), as soon as they are there: one value may come in many pieces.
   * @param bytes a view that lasts as long as the chunk it came in
   * @param ends they are the last of this command or data set
   */
  data(contextId: number, isCommand: boolean, bytes: Buffer, ends: boolean): void;
}

/** Takes the bytes of a connection apart. */
export interface PduReader {
  /**
   * Reads the next bytes and tells the listener what they hold. Nothing of them is copied but heads of six bytes and
   * PDUs other than P-DATA-TF, each once.
   * @throws ProtocolViolation; the reader takes nothing more then
   */
  push(chunk: Buffer): void;
  /** True between two PDUs. */
  isIdle(): boolean;
}

/** An association request of 128 contexts with fifty transfer syntaxes each stays below this. */
const longestOtherPdu = 256 * 1024;
/** Some devices count heads in the announced maximum and some do not. */
const slack = 1024;
const pdvHeadLength = 6;
/** Of those six bytes, what the value's own length counts: context ID and message control header. */
const countedInLength = 2;
const lastFragment = 0b10;
const commandFragment = 0b01;

/** What the next bytes are. */
type Expecting = 'head' | 'whole' | 'pdv-head' | 'pdv-bytes' | 'nothing';

/**
 * A reader of one connection.
 * @param announced the maximum length that was announced to the peer; longer P-DATA-TF PDUs are refused at their head
 */
export function createPduReader(announced: number, listener: PduListener): PduReader {
  let expecting: Expecting = 'head';
  const head = Buffer.alloc(headLength);
  let headFilled = 0;
  let type = 0;
  /** Bytes of the PDU that have not been read. */
  let left = 0;
  /** Content of a PDU that is read as a whole, filled up to `left` before its end. */
  let whole = Buffer.alloc(0);
  let pdvLeft = 0;
  let contextId = 0;
  let control = 0;

  /** Reads on in a head of six bytes; returns where the chunk goes on. */
  function fillHead(chunk: Buffer, at: number): number {
    const count = Math.min(head.length - headFilled, chunk.length - at);
    chunk.copy(head, headFilled, at, at + count);
    headFilled += count;
    return at + count;
  }

  function startPdu(): void {
    type = head.readUInt8(0);
    left = head.readUInt32BE(2);
    if (type < pduTypes.associateRequest || type > pduTypes.abort) {
      throw new ProtocolViolation('a PDU of an unknown type', abortReasons.unrecognizedPdu);
    }
    if (type === pduTypes.dataTransfer) {
      if (left < pdvHeadLength) throw new ProtocolViolation('a P-DATA-TF without a value');
      if (left > announced + slack) throw new ProtocolViolation('a P-DATA-TF longer than was announced');
      expecting = 'pdv-head';
      return;
    }
    if (left > longestOtherPdu) throw new ProtocolViolation('a PDU that is far too long');
    expecting = 'whole';
    whole = Buffer.alloc(left);
    if (left === 0) endWhole();
  }

  function endWhole(): void {
    const content = whole;
    whole = Buffer.alloc(0);
    expecting = 'head';
    listener.pdu(decodePdu(type, content));
  }

  function startPdv(): void {
    const length = head.readUInt32BE(0);
    left -= pdvHeadLength;
    pdvLeft = length - countedInLength;
    if (pdvLeft < 0 || pdvLeft > left) throw new ProtocolViolation('a value longer than its P-DATA-TF');
    contextId = head.readUInt8(4);
    control = head.readUInt8(5);
    expecting = 'pdv-bytes';
    // Else its bytes come with the next chunk at the latest; an empty value has none to wait for.
    if (pdvLeft === 0) handOn(Buffer.alloc(0));
  }

  function handOn(bytes: Buffer): void {
    pdvLeft -= bytes.length;
    left -= bytes.length;
    const atEnd = pdvLeft === 0;
    if (atEnd) {
      if (left > 0 && left < pdvHeadLength) throw new ProtocolViolation('a P-DATA-TF ends within a value');
      expecting = left === 0 ? 'head' : 'pdv-head';
    }
    const isCommand = (control & commandFragment) !== 0;
    listener.data(contextId, isCommand, bytes, atEnd && (control & lastFragment) !== 0);
  }

  function read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (expecting === 'nothing') return;
      if (expecting === 'head' || expecting === 'pdv-head') {
        at = fillHead(chunk, at);
        if (headFilled < head.length) return;
        headFilled = 0;
        if (expecting === 'head') startPdu();
        else startPdv();
      } else {
        const piece = chunk.subarray(at, at + (expecting === 'whole' ? left : pdvLeft));
        at += piece.length;
        if (expecting === 'pdv-bytes') {
          handOn(piece);
        } else {
          piece.copy(whole, whole.length - left);
          left -= piece.length;
          if (left === 0) endWhole();
        }
      }
    }
  }

  return {
    push(chunk) {
      try {
        read(chunk);
      } catch (cause) {
        expecting = 'nothing';
        throw cause;
      }
    },
    isIdle: () => expecting === 'head' && headFilled === 0,
  };
}
