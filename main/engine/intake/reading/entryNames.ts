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

/** The names of the entries of an archive. */
export interface EntryNames {
  /** Takes an entry in; how it is named to people. Those of the same name, which archives can have, are numbered. */
  add(name: string): string;
  /** How an entry is named that was not taken in. */
  show(name: string): string;
  /** Those taken in. */
  all(): Iterable<string>;
}

export function gatherNames(file: string): EntryNames {
  const names = new Map<string, number>();
  const show = (name: string) => `${file} » ${name}`;
  return {
    add(name) {
      const count = (names.get(name) ?? 0) + 1;
      names.set(name, count);
      return count === 1 ? show(name) : `${show(name)} (${count})`;
    },
    show,
    all: () => names.keys(),
  };
}
