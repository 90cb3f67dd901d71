/** Signatures of files that often lie beside DICOM: offset, bytes, what it is. */
const signatures: readonly (readonly [number, string, string])[] = [
  [0, 'PK\x03\x04', 'a ZIP archive or a document packed as one'],
  [0, '\x1f\x8b', 'compressed with gzip; unpack it and import what was in it'],
  [0, 'BZh', 'compressed with bzip2; unpack it and import what was in it'],
  [0, '\xfd7zXZ', 'compressed with xz; unpack it and import what was in it'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive; unpack it and import what was in it'],
  [0, 'Rar!', 'a RAR archive; unpack it and import what was in it'],
  [257, 'ustar', 'a tar archive; unpack it and import what was in it'],
  [0, '%PDF', 'a PDF document'],
  [0, '\x89PNG', 'a PNG picture'],
  [0, '\xff\xd8\xff', 'a JPEG picture'],
  [0, 'GIF8', 'a GIF picture'],
  [0, 'BM', 'a BMP picture'],
  [0, 'II*\0', 'a TIFF picture'],
  [0, 'MM\0*', 'a TIFF picture'],
  [344, 'n+1\0', 'a NIfTI image'],
  [344, 'ni1\0', 'a NIfTI image'],
  [0, 'NRRD', 'an NRRD image'],
  [0, '\x89HDF', 'an HDF5 file'],
  [0, 'MZ', 'a Windows program'],
  [0, '\x7fELF', 'a program'],
];

/** Bytes of a file that are enough for `describeOther`. */
export const describedLength = 512;

/**
 * Says of a file that is not DICOM what it is instead, in a sentence.
 * @param start its first bytes, up to `describedLength`
 */
export function describeOther(start: Buffer): string {
  const text = start.toString('latin1');
  const known = signatures.find(([at, bytes]) => text.startsWith(bytes, at));
  if (known !== undefined) return `The file is not DICOM: it is ${known[2]}.`;
  if (isText(start)) return 'The file is not DICOM: it is a text file.';
  return 'The file is not DICOM: it has neither the mark "DICM" nor DICOM elements at its beginning.';
}

function isText(start: Buffer): boolean {
  return !start.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b));
}
