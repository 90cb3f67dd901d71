import { encodingOf } from './transferSyntaxes.ts';

/** An element with a text; VRs with a length of two bytes only. */
export interface TextElement {
  tag: number;
  vr: 'AE' | 'CS' | 'DA' | 'IS' | 'LO' | 'PN' | 'SH' | 'TM' | 'UI';
  value: string;
}

const specificCharacterSet = 0x0008_0005;

/**
 * A small data set of texts, such as the identifier of a query (PS3.4 C.2.2), in an uncompressed little endian transfer
 * syntax. Its character set is named where ASCII is not enough: ISO_IR 100 when that has all letters, which every
 * device understands, else UTF-8.
 */
export function writeTexts(elements: readonly TextElement[], transferSyntaxUid: string): Buffer {
  const texts = elements.map(({ value }) => value).join('');
  const isAscii = Buffer.byteLength(texts, 'utf8') === texts.length;
  const isUtf8 = /[\u0100-\uffff]/.test(texts);
  const named: TextElement[] = isAscii
    ? []
    : [{ tag: specificCharacterSet, vr: 'CS', value: isUtf8 ? 'ISO_IR 192' : 'ISO_IR 100' }];
  const { explicit } = encodingOf(transferSyntaxUid);
  const sorted = [...named, ...elements].sort((one, other) => one.tag - other.tag);
  return Buffer.concat(sorted.flatMap((element) => encode(element, isUtf8 ? 'utf8' : 'latin1', explicit)));
}

function encode({ tag, vr, value }: TextElement, charset: 'utf8' | 'latin1', explicit: boolean): Buffer[] {
  const bytes = Buffer.from(value, charset);
  const padding = Buffer.from(vr === 'UI' ? '\0' : ' ').subarray(0, bytes.length % 2);
  const length = bytes.length + padding.length;
  const head = Buffer.alloc(8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  if (explicit) {
    head.write(vr, 4, 'latin1');
    head.writeUInt16LE(length, 6);
  } else {
    head.writeUInt32LE(length, 4);
  }
  return [head, bytes, padding];
}
