import { readerOf, uint32, uint8 } from './bytes.ts';
import {
  decodeAssociateAccept,
  decodeAssociateRequest,
  encodeAssociateAccept,
  encodeAssociateRequest,
} from './associate.ts';
import { ProtocolViolation } from './protocolViolation.ts';
import { abortReasons } from './types.ts';
import type { Pdu } from './types.ts';

/** PDU types (PS3.8 9.3.1). */
export const pduTypes = {
  associateRequest: 1,
  associateAccept: 2,
  associateReject: 3,
  dataTransfer: 4,
  releaseRequest: 5,
  releaseReply: 6,
  abort: 7,
} as const;

/** Bytes before the content of every PDU: type, reserved, length. */
export const headLength = 6;

/** The PDU as it goes over the wire. */
export function encodePdu(pdu: Pdu): Buffer {
  switch (pdu.type) {
    case 'associate-request':
      return framed(pduTypes.associateRequest, encodeAssociateRequest(pdu));
    case 'associate-accept':
      return framed(pduTypes.associateAccept, encodeAssociateAccept(pdu));
    case 'associate-reject':
      return framed(pduTypes.associateReject, Buffer.from([0, pdu.result, pdu.source, pdu.reason]));
    case 'release-request':
      return framed(pduTypes.releaseRequest, Buffer.alloc(4));
    case 'release-reply':
      return framed(pduTypes.releaseReply, Buffer.alloc(4));
    default:
      return framed(pduTypes.abort, Buffer.from([0, 0, pdu.source, pdu.reason]));
  }
}

function framed(type: number, content: Buffer): Buffer {
  return Buffer.concat([uint8(type), uint8(0), uint32(content.length), content]);
}

/**
 * Reads a PDU other than P-DATA-TF.
 * @param content without the head of six bytes
 * @throws ProtocolViolation
 */
export function decodePdu(type: number, content: Buffer): Pdu {
  const reader = readerOf(content, 'the PDU');
  switch (type) {
    case pduTypes.associateRequest:
      return decodeAssociateRequest(reader);
    case pduTypes.associateAccept:
      return decodeAssociateAccept(reader);
    case pduTypes.associateReject:
      reader.skip(1);
      return {
        type: 'associate-reject',
        result: reader.uint8(),
        source: reader.uint8(),
        reason: reader.uint8(),
      };
    case pduTypes.releaseRequest:
      return { type: 'release-request' };
    case pduTypes.releaseReply:
      return { type: 'release-reply' };
    case pduTypes.abort:
      reader.skip(2);
      return { type: 'abort', source: reader.uint8(), reason: reader.uint8() };
    default:
      throw new ProtocolViolation('a PDU of an unknown type', abortReasons.unrecognizedPdu);
  }
}
