import { getFileNameLowLevel, validateFileName } from 'yauzl';
import type { Entry } from 'yauzl';

/** Largest entry that is unpacked. */
const largestEntry = 4 * 1024 ** 3;
/** File types in the upper half of the external attributes, where Unix made the archive. */
const unixType = 0o170000;
const unixLink = 0o120000;

/** Name of an entry as the archive has it; only ever shown. */
export function entryName(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** True for an entry that only names a folder. */
export function isFolder(entry: Entry): boolean {
  return entryName(entry).endsWith('/');
}

/** Why an entry must not be unpacked, in a sentence; null when it may be. */
export function refuseEntry(entry: Entry): string | null {
  if (((entry.externalFileAttributes >>> 16) & unixType) === unixLink) {
    return 'The entry is a symbolic link, which could lead out of the archive; it was not followed.';
  }
  if (validateFileName(entryName(entry)) !== null) {
    return 'The name of the entry leads out of the archive; such an archive is not made by accident, so ask its maker.';
  }
  if (entry.isEncrypted())
    return 'The entry is encrypted. Unpack the archive with its password and import the files.';
  if (!entry.canDecodeFileData()) {
    return 'The entry is packed in a way that is not known here. Unpack the archive and import the files.';
  }
  if (entry.uncompressedSize > largestEntry) {
    return 'The entry is larger than 4 GiB. Unpack the archive and import the file.';
  }
  return null;
}
