/** A small writer of DICOM Part 10 files in Explicit VR Little Endian. */
export type { DicomTags, RawElement } from './dictionary.ts';
export { elementHeader, encodeDataset } from './encode.ts';
export { filePrefix } from './file.ts';
export { uidOf } from './uid.ts';
