import { getFileNameLowLevel } from 'yauzl';
import type { Entry } from 'yauzl';
import { refuseNameOrSize } from './entryNames.ts';

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
  const refused = refuseNameOrSize(entryName(entry), entry.uncompressedSize);
  if (refused !== null) return refused;
  if (entry.isEncrypted())
    return 'The entry is encrypted. Unpack the archive with its password and import the files.';
  if (!entry.canDecodeFileData()) {
    return 'The entry is packed in a way that is not known here. Unpack the archive and import the files.';
  }
  return null;
}
