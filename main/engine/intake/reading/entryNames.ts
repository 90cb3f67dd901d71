import { validateFileName } from 'yauzl';

/** Largest file that is unpacked. */
const largest = 4 * 1024 ** 3;

/** Why a file of an archive must not be unpacked for its name or size, in a sentence; null when it may be. */
export function refuseNameOrSize(name: string, size: number): string | null {
  if (validateFileName(name) !== null) {
    return 'The name of the entry leads out of the archive; such an archive is not made by accident, so ask its maker.';
  }
  if (size > largest) return 'The entry is larger than 4 GiB. Unpack the archive and import the file.';
  return null;
}

/** Names the entries of an archive to people; entries of the same name, which archives can have, are numbered. */
export function entryNamer(file: string): (name: string) => string {
  const names = new Map<string, number>();
  return (name) => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return count === 1 ? `${file} » ${name}` : `${file} » ${name} (${count})`;
  };
}
