import { createHash } from 'node:crypto';
import { closeSync, writeSync, writev, writevSync } from 'node:fs';
import { removeStaged } from '../../../archive/index.ts';
import { linuxHelper } from '../../../context/index.ts';
import type { DiskPace } from '../../../context/index.ts';
import { blockSize } from './blockPool.ts';
import type { BlockPool } from './blockPool.ts';
import type { StagingFile } from './stagingFiles.ts';
import type { WriteBudget } from './writeBudget.ts';

/** One instance on its way from the network to the staging folder. */
export interface InstanceWriter {
  readonly path: string;
  readonly fd: number;
  /** Adds bytes of the data set, as they came. They are not used after the call. */
  write(bytes: Buffer): void;
  /**
   * Resolves when everything is written; the file stays open.
   * @throws Error of the file system
   */
  finish(): Promise<{ size: number; contentHash: Uint8Array }>;
  /** Closes the file. */
  close(): void;
  /**
   * Closes and removes the file, as soon as nothing is being written to it.
   * @param whenGone called when that is done
   */
  remove(whenGone?: () => void): void;
}

/** What the writers of a thread share. */
export interface WriterSurroundings {
  blocks: BlockPool;
  budget: WriteBudget;
  pace: DiskPace;
  /** Nobody else is served by this thread: then a call that waits for the disk a moment holds up nobody. */
  isAlone(): boolean;
}

/** Pieces from this size on go to a fast disk without being copied before, in bytes; smaller ones are collected. */
const directFrom = 32 * 1024;
/** Bytes after which the disk is set to work while more of them come, so that the flush at the end has little to do. */
const startFrom = 250_000;

/** A block with the bytes that are in it. */
interface Filled {
  block: Buffer;
  length: number;
}

/**
 * @param head stands before the data set: preamble and file meta information
 * @param brake called with true when too many bytes wait for the disk, and with false when they do not any more
 */
export function createInstanceWriter(
  file: StagingFile,
  head: Buffer,
  { blocks, budget, pace, isAlone }: WriterSurroundings,
  brake: (on: boolean) => void,
): InstanceWriter {
  const { helper } = linuxHelper();
  const hash = createHash('sha256');
  /** Blocks that wait to be written; the last one may still be filled. */
  let waiting: Filled[] = [];
  /** Bytes that are not written yet. */
  let unwritten = 0;
  let size = 0;
  /** Bytes of the file, and how many of them are on their way to the disk. */
  let written = 0;
  let started = 0;
  let isWriting = false;
  let isBraking = false;
  let failure: Error | null = null;
  let state: 'open' | 'ending' | 'closed' = 'open';
  let whenIdle: (() => void) | null = null;

  function add(bytes: Buffer): void {
    size += bytes.length;
    unwritten += bytes.length;
    budget.add(bytes.length);
    for (let at = 0; at < bytes.length;) {
      let last = waiting.at(-1);
      if (last === undefined || last.length === blockSize) {
        last = { block: blocks.take(), length: 0 };
        waiting.push(last);
      }
      const count = bytes.copy(last.block, last.length, at);
      last.length += count;
      at += count;
    }
  }
  function judge(): void {
    const wanted = state === 'open' && budget.isExhausted(unwritten, isBraking);
    if (wanted === isBraking) return;
    isBraking = wanted;
    brake(wanted);
  }
  /** Blocks that may go: the full ones, or all when no more bytes come. */
  function takeReady(): Filled[] {
    const last = waiting.at(-1);
    const keepsLast = state === 'open' && last !== undefined && last.length < blockSize;
    const ready = keepsLast ? waiting.slice(0, -1) : waiting;
    waiting = keepsLast ? [last] : [];
    return ready;
  }
  /** Written, or not wanted: gives the memory back. */
  function settle(done: readonly Filled[]): number {
    let bytes = 0;
    for (const { block, length } of done) {
      bytes += length;
      blocks.giveBack(block);
    }
    unwritten -= bytes;
    budget.done(bytes);
    return bytes;
  }
  function drop(): void {
    settle(waiting);
    waiting = [];
  }
  /** Writes on when there is enough, or everything has to go. */
  function pump(): void {
    if (isWriting) return;
    if (failure !== null) drop();
    const ready = takeReady();
    if (ready.length === 0) {
      if (state === 'open') return;
      const done = whenIdle;
      whenIdle = null;
      done?.();
      return;
    }
    if (pace.isFast()) {
      writeNow(ready);
      pump();
      return;
    }
    isWriting = true;
    const pieces = ready.map(({ block, length }) => block.subarray(0, length));
    writev(file.fd, pieces, (cause, count) => {
      isWriting = false;
      const expected = settle(ready);
      written += count;
      if (cause !== null) failure = cause;
      else if (count < expected) failure = shortWrite();
      pump();
      judge();
    });
  }
  function timed(write: () => void): void {
    const begun = performance.now();
    try {
      write();
      startWriting(startFrom);
    } catch (cause) {
      failure = cause instanceof Error ? cause : new Error(String(cause));
    }
    pace.took(performance.now() - begun);
  }
  /** @param least so many bytes are worth it */
  function startWriting(least: number): void {
    if (written - started < least || !isAlone()) return;
    helper?.startWriting(file.fd, started, written - started);
    started = written;
  }
  function writeNow(ready: readonly Filled[]): void {
    timed(() => {
      for (const { block, length } of ready) {
        if (writeSync(file.fd, block, 0, length) < length) throw shortWrite();
        written += length;
      }
    });
    settle(ready);
  }
  /** Writes what waits and these bytes with one call. */
  function writeThrough(bytes: Buffer): void {
    const before = waiting;
    waiting = [];
    const pieces = [...before.map(({ block, length }) => block.subarray(0, length)), bytes];
    const expected = pieces.reduce((sum, piece) => sum + piece.length, 0);
    timed(() => {
      if (writevSync(file.fd, pieces) < expected) throw shortWrite();
      written += expected;
    });
    settle(before);
    size += bytes.length;
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
      if (bytes.length >= directFrom && !isWriting && pace.isFast()) {
        writeThrough(bytes);
      } else {
        add(bytes);
        pump();
      }
      // The disk works meanwhile.
      hash.update(bytes);
      judge();
    },
    async finish() {
      state = 'ending';
      judge();
      await idle();
      if (failure !== null) throw failure;
      // The disk works on the rest while the header is read and the instance is decided about.
      if (pace.isFast()) startWriting(1);
      return { size, contentHash: new Uint8Array(hash.digest()) };
    },
    close,
    remove(whenGone = () => undefined) {
      if (state === 'closed') {
        removeStaged(file.path);
        whenGone();
        return;
      }
      state = 'ending';
      drop();
      judge();
      void idle().then(() => {
        close();
        removeStaged(file.path);
        whenGone();
      });
    },
  };
}

function shortWrite(): NodeJS.ErrnoException {
  return Object.assign(new Error('the disk took only a part of what was to be written'), { code: 'ENOSPC' });
}
