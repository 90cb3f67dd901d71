import { createHash } from 'node:crypto';
import { closeSync, writev, writevSync } from 'node:fs';
import { removeStaged } from '../../../archive/index.ts';
import type { StagingFile } from './stagingFiles.ts';
import type { WriteBudget } from './writeBudget.ts';

/** One instance on its way from the network to the staging folder. */
export interface InstanceWriter {
  readonly path: string;
  readonly fd: number;
  /** Adds bytes of the data set, as they came. They must not change afterwards. */
  write(bytes: Buffer): void;
  /**
   * Resolves when everything is written; the file stays open.
   * @throws Error of the file system
   */
  finish(): Promise<{ size: number; contentHash: Uint8Array }>;
  /** Closes the file. */
  close(): void;
  /** Closes and removes the file, as soon as nothing is being written to it. */
  remove(): void;
}

/** Writes smaller than this are not worth a way through the thread pool. */
const smallWrite = 64 * 1024;
/** Collected before it is written, so that few calls write much; not more than `WriteBudget` leaves every file. */
const goodWrite = 256 * 1024;
/** The system takes at most this many pieces in one call. */
const mostPieces = 512;

/**
 * @param head stands before the data set: preamble and file meta information
 * @param brake called with true when too many bytes wait for the disk, and with false when they do not any more
 */
export function createInstanceWriter(
  file: StagingFile,
  head: Buffer,
  budget: WriteBudget,
  brake: (on: boolean) => void,
): InstanceWriter {
  const hash = createHash('sha256');
  let pieces: Buffer[] = [];
  /** Bytes of `pieces`. */
  let collected = 0;
  /** Bytes that are being written. */
  let inFlight = 0;
  let size = 0;
  let isBraking = false;
  let failure: Error | null = null;
  let state: 'open' | 'ending' | 'closed' = 'open';
  let whenIdle: (() => void) | null = null;

  function add(bytes: Buffer): void {
    size += bytes.length;
    pieces.push(bytes);
    collected += bytes.length;
    budget.add(bytes.length);
  }
  function judge(): void {
    const wanted = state === 'open' && budget.isExhausted(collected + inFlight, isBraking);
    if (wanted === isBraking) return;
    isBraking = wanted;
    brake(wanted);
  }
  function takePieces(): { batch: Buffer[]; bytes: number } {
    const batch = pieces.splice(0, mostPieces);
    const bytes = batch.reduce((sum, piece) => sum + piece.length, 0);
    collected -= bytes;
    return { batch, bytes };
  }
  function drop(): void {
    budget.done(collected);
    pieces = [];
    collected = 0;
  }
  /** Writes on when there is enough, or everything has to go. */
  function pump(): void {
    if (inFlight > 0) return;
    if (failure !== null) drop();
    if (collected === 0 && state !== 'open') {
      const done = whenIdle;
      whenIdle = null;
      done?.();
    }
    if (collected === 0 || (state === 'open' && collected < goodWrite)) return;
    const { batch, bytes } = takePieces();
    inFlight = bytes;
    writev(file.fd, batch, (cause, count) => {
      inFlight = 0;
      wrote(bytes, cause, count);
      pump();
      judge();
    });
  }
  function wrote(bytes: number, cause: Error | null, count: number): void {
    budget.done(bytes);
    if (cause !== null) failure = cause;
    else if (count < bytes) failure = shortWrite();
  }
  /** Writes a small instance at once; false when it is not one. */
  function writeSmall(): boolean {
    if (inFlight > 0 || collected > smallWrite || pieces.length > mostPieces || failure !== null)
      return false;
    const { batch, bytes } = takePieces();
    let count = 0;
    let problem: Error | null = null;
    try {
      count = writevSync(file.fd, batch);
    } catch (cause) {
      problem = cause instanceof Error ? cause : new Error(String(cause));
    }
    wrote(bytes, problem, count);
    return true;
  }
  function idle(): Promise<void> {
    return new Promise((resolve) => {
      whenIdle = resolve;
      pump();
    });
  }
  function close(): void {
    if (state === 'closed') return;
    state = 'closed';
    closeSync(file.fd);
  }

  add(head);
  return {
    path: file.path,
    fd: file.fd,
    write(bytes) {
      if (state !== 'open' || failure !== null) return;
      hash.update(bytes);
      add(bytes);
      pump();
      judge();
    },
    async finish() {
      state = 'ending';
      judge();
      if (!writeSmall()) await idle();
      if (failure !== null) throw failure;
      return { size, contentHash: new Uint8Array(hash.digest()) };
    },
    close,
    remove() {
      if (state === 'closed') {
        removeStaged(file.path);
        return;
      }
      state = 'ending';
      drop();
      judge();
      void idle().then(() => {
        close();
        removeStaged(file.path);
      });
    },
  };
}

function shortWrite(): NodeJS.ErrnoException {
  return Object.assign(new Error('the disk took only a part of what was to be written'), { code: 'ENOSPC' });
}
