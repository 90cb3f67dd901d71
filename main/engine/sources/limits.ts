/** How much may be fetched and unpacked; far above what a service with its models has. */
export interface SourceLimits {
  /** Files and folders of an archive or repository. */
  entries: number;
  /** Bytes of an archive, and of all that is unpacked of one. */
  bytes: number;
  /** Unpacked bytes for each packed one; what is packed harder was made to fill a disk. */
  ratio: number;
  /** Bytes that an archive may unpack to, however hard it is packed. */
  alwaysAllowed: number;
  /** A program that fetches is given up after so long without a word or a byte, in milliseconds. */
  silence: number;
}

export const usualLimits: SourceLimits = {
  entries: 100_000,
  bytes: 32 * 1024 ** 3,
  ratio: 200,
  alwaysAllowed: 64 * 1024 ** 2,
  silence: 10 * 60_000,
};

/** Longest path below the folder that is fetched, in bytes: Windows takes 260 in all. */
export const longestPath = 400;
/** Longest name of one file or folder, in bytes. */
export const longestName = 255;
