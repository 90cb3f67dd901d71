import { encodingOf } from '../../../dicom/index.ts';
import type { CommitmentItem, CommitmentResult } from '../protocol.ts';

const failureReason = 0x0008_1197;
const failedSopSequence = 0x0008_1198;
const referencedSopSequence = 0x0008_1199;

/** Event types of storage commitment (PS3.4 table J.3-2). */
export function eventTypeOf(result: CommitmentResult): number {
  return result.failed.length === 0 ? 1 : 2;
}

/** The event information of a storage commitment result (PS3.4 table J.3-2). */
export function encodeCommitmentResult(result: CommitmentResult, transferSyntax: string): Buffer {
  const { explicit } = encodingOf(transferSyntax);
  const element = (tag: number, vr: string, value: Buffer) => encodeElement(tag, vr, value, explicit);
  const uids = ({ SOPClassUID, SOPInstanceUID }: CommitmentItem) => [
    element(0x0008_1150, 'UI', uid(SOPClassUID)),
    element(0x0008_1155, 'UI', uid(SOPInstanceUID)),
  ];
  const sequence = (tag: number, items: Buffer[][]) =>
    items.length === 0 ? [] : [element(tag, 'SQ', Buffer.concat(items.flatMap(encodeItem)))];
  return Buffer.concat([
    element(0x0008_1195, 'UI', uid(result.transactionUid)),
    ...sequence(
      failedSopSequence,
      result.failed.map((item) => [...uids(item), element(failureReason, 'US', uint16(item.reason))]),
    ),
    ...sequence(referencedSopSequence, result.stored.map(uids)),
  ]);
}

function encodeItem(elements: Buffer[]): Buffer[] {
  const content = Buffer.concat(elements);
  return [tagAndLength(0xfffe_e000, content.length), content];
}

function encodeElement(tag: number, vr: string, value: Buffer, explicit: boolean): Buffer {
  if (!explicit) return Buffer.concat([tagAndLength(tag, value.length), value]);
  if (vr === 'SQ') {
    const head = Buffer.alloc(12);
    tagAndLength(tag, 0).copy(head);
    head.write(vr, 4, 'latin1');
    head.writeUInt16LE(0, 6);
    head.writeUInt32LE(value.length, 8);
    return Buffer.concat([head, value]);
  }
  const head = tagAndLength(tag, 0);
  head.write(vr, 4, 'latin1');
  head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}

function tagAndLength(tag: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(tag >>> 16, 0);
  bytes.writeUInt16LE(tag & 0xffff, 2);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

function uid(text: string): Buffer {
  return Buffer.from(text.length % 2 === 0 ? text : `${text}\0`, 'latin1');
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
