import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const flushFd = promisify(fdatasync);

/** The write-ahead log of a database, for flushing it without holding up the thread that writes. */
export interface WalFile {
  /** Makes every transaction durable that was committed before the call. */
  flush(): Promise<void>;
  /** The same, holding up this thread. */
  flushNow(): void;
  /** Before the database is closed, and when no flush is under way. */
  close(): void;
}

/**
 * With `synchronous = NORMAL` SQLite itself flushes the log only at checkpoints. Flushing it after a commit gives that
 * commit what `synchronous = FULL` would (https://www.sqlite.org/pragma.html#pragma_synchronous), but in a thread of
 * the pool and once for many commits. The log is one file for as long as the database is open.
 */
export function walFileOf(databaseFile: string): WalFile {
  let fd: number | null = null;
  function opened(): number {
    // Windows flushes only what is open for writing.
    fd ??= openSync(`${databaseFile}-wal`, 'r+');
    return fd;
  }
  return {
    flush: async () => flushFd(opened()),
    flushNow: () => fdatasyncSync(opened()),
    close() {
      if (fd !== null) closeSync(fd);
      fd = null;
    },
  };
}
