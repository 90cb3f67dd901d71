/** Bytes of one file that may wait for the disk before its sender has to. */
const mostPerFile = 1024 * 1024;
/** Bytes that every file may have waiting, however many there are. */
const freePerFile = 256 * 1024;
/** Bytes of all files together; beyond it senders have to wait that go beyond what is free. */
const mostInAll = 8 * 1024 * 1024;

/** Counts the bytes that wait for the disk, so that a slow one slows the senders and does not fill the memory. */
export interface WriteBudget {
  add(bytes: number): void;
  done(bytes: number): void;
  /**
   * Whether a file with so many waiting bytes should take no more for now.
   * @param isBraking it does not already; then it goes on when most is written, not with every piece
   */
  isExhausted(ownBytes: number, isBraking: boolean): boolean;
}

export function createWriteBudget(): WriteBudget {
  let waiting = 0;
  return {
    add(bytes) {
      waiting += bytes;
    },
    done(bytes) {
      waiting -= bytes;
    },
    isExhausted(ownBytes, isBraking) {
      if (ownBytes <= freePerFile) return false;
      return isBraking || ownBytes > mostPerFile || waiting > mostInAll;
    },
  };
}
