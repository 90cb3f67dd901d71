import { preambleLength } from './fileLayout.ts';

/** Who we are, in files (PS3.10 7.1) and associations (PS3.7 D.3.3.2). */
export const implementation = {
  /** UIDs made from a UUID (PS3.5 B.2) need no registration. */
  classUid: '2.25.10356022883194830369381454610951768782',
  versionName: 'DCM_PROCESSOR',
} as const;

/** Preamble and prefix for a file that begins with its file meta information. */
export function preamble(): Buffer {
  return Buffer.concat([Buffer.alloc(preambleLength), Buffer.from('DICM')]);
}

/** Preamble, prefix and file meta information (PS3.10 7.1) for a data set that comes without them. */
export function preambleAndMeta(meta: {
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID: string;
  /** AE title of who sent it; absent when it did not come over the network. */
  SourceApplicationEntityTitle?: string;
}): Buffer {
  const source = meta.SourceApplicationEntityTitle;
  const elements = Buffer.concat([
    versionElement(),
    shortElement(0x0002, 'UI', meta.SOPClassUID),
    shortElement(0x0003, 'UI', meta.SOPInstanceUID),
    shortElement(0x0010, 'UI', meta.TransferSyntaxUID),
    shortElement(0x0012, 'UI', implementation.classUid),
    shortElement(0x0013, 'SH', implementation.versionName),
    ...(source === undefined ? [] : [shortElement(0x0016, 'AE', source)]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(elements.length);
  return Buffer.concat([preamble(), head(0x0000, 'UL', 4), length, elements]);
}

/** Element of group 0002 with a text, padded to even length: UIDs by NUL, others by a space (PS3.5 6.2). */
function shortElement(element: number, vr: string, text: string): Buffer {
  const padding = text.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' ';
  const value = Buffer.from(text + padding, 'latin1');
  return Buffer.concat([head(element, vr, value.length), value]);
}

function versionElement(): Buffer {
  const header = Buffer.alloc(12);
  head(0x0001, 'OB', 0).copy(header);
  header.writeUInt32LE(2, 8);
  return Buffer.concat([header, Buffer.from([0, 1])]);
}

function head(element: number, vr: string, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(0x0002, 0);
  bytes.writeUInt16LE(element, 2);
  bytes.write(vr, 4, 'latin1');
  bytes.writeUInt16LE(length, 6);
  return bytes;
}
