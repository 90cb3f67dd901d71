import { encodeDataset } from './encode.ts';
import { uidOf } from './uid.ts';

/** Explicit VR Little Endian, the only transfer syntax the phantom writes. */
export const explicitLittleEndian = '1.2.840.10008.1.2.1';

const implementationClassUID = uidOf('DCM Processor phantom');
const implementationVersionName = 'DCMPHANTOM';

/** What stands before the data set of a Part 10 file (PS3.10 section 7.1): preamble, prefix, file meta information. */
export function filePrefix(identity: {
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID?: string | undefined;
}): Buffer {
  const meta = encodeDataset({
    FileMetaInformationVersion: Buffer.from([0, 1]),
    MediaStorageSOPClassUID: identity.SOPClassUID,
    MediaStorageSOPInstanceUID: identity.SOPInstanceUID,
    TransferSyntaxUID: identity.TransferSyntaxUID ?? explicitLittleEndian,
    ImplementationClassUID: implementationClassUID,
    ImplementationVersionName: implementationVersionName,
  });
  const groupLength = encodeDataset({}, [{ tag: 0x00020000, vr: 'UL', value: meta.length }]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM', 'latin1'), groupLength, meta]);
}
