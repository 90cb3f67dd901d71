import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { locateDataSet } from '../../dicom/index.ts';
import { dataTransferHead, fragmentLength } from '../pdu/index.ts';
import type { PduSource } from './types.ts';

/** Read and sent at once, in bytes; memory of an association is some of these. */
const blockSize = 1024 * 1024;
/** File meta information is rarely longer. */
const firstLook = 4096;
const longestMeta = 1024 * 1024;
const headLength = 12;
/** The system takes at most this many pieces in one call. */
const mostPieces = 512;

/** PDUs in the memory that they were read into. */
interface Block {
  memory: Buffer;
  pdus: Buffer;
}

/** Memory that files of one association take turns with. */
export interface BlockMemory {
  take(length: number): Buffer;
  giveBack(block: Buffer): void;
}

export function createBlockMemory(): BlockMemory {
  const free: Buffer[] = [];
  return {
    take(length) {
      const index = free.findIndex((block) => block.length >= length);
      const [found] = index === -1 ? [] : free.splice(index, 1);
      return found ?? Buffer.allocUnsafeSlow(Math.max(length, blockSize + mostPieces * headLength));
    },
    giveBack: (block) => void free.push(block),
  };
}

/** A stored DICOM file, opened for sending. */
export interface StoredDataSet extends PduSource {
  /** Begins to read, so that the first bytes are there when they are wanted. */
  prefetch(): void;
  /** To be called when nothing of it is being sent any more. */
  close(): Promise<void>;
}

/**
 * Opens the data set of a DICOM file as P-DATA-TF PDUs. Nothing but the file meta information is looked at: the bytes
 * of the data set go out as they lie in the file. Blocks are read with gaps for the heads of the PDUs, so that nothing
 * is copied, and the next one while the one before is sent.
 * @param maxLength of the peer
 * @throws Error of the file system, or one that says that it is no DICOM file
 */
export async function openDataSet(
  file: string,
  context: { id: number; maxLength: number },
  memory: BlockMemory,
): Promise<StoredDataSet> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const from = await dataSetAt(handle, size);
    return readPdus(handle, { from, to: size }, context, memory);
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

async function dataSetAt(handle: FileHandle, size: number): Promise<number> {
  for (const length of [firstLook, longestMeta]) {
    const start = Buffer.allocUnsafe(Math.min(length, size));
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    const at = locateDataSet(start.subarray(0, bytesRead));
    if (at !== null && at < bytesRead) return at;
    if (bytesRead === size) break;
  }
  throw new Error('the file is no complete DICOM file');
}

function readPdus(
  handle: FileHandle,
  range: { from: number; to: number },
  context: { id: number; maxLength: number },
  memory: BlockMemory,
): StoredDataSet {
  const most = fragmentLength(context.maxLength);
  const pieces = Math.max(1, Math.min(mostPieces, Math.floor(blockSize / most)));
  let at = range.from;
  let reading: Promise<Block | null> | null = null;
  /** The block that is being sent. */
  let lent: Buffer | null = null;

  async function readBlock(): Promise<Block | null> {
    const left = range.to - at;
    if (left <= 0) return null;
    const count = Math.min(pieces, Math.ceil(left / most));
    const bytes = Math.min(left, count * most);
    const block = memory.take(count * headLength + bytes);
    const views: Buffer[] = [];
    for (let index = 0, done = 0, position = 0; index < count; index += 1) {
      const length = Math.min(most, bytes - done);
      const isLast = bytes === left && index === count - 1;
      dataTransferHead(context.id, 'data-set', length, isLast).copy(block, position);
      views.push(block.subarray(position + headLength, position + headLength + length));
      done += length;
      position += headLength + length;
    }
    await fill(views, at);
    at += bytes;
    return { memory: block, pdus: block.subarray(0, count * headLength + bytes) };
  }
  async function fill(views: readonly Buffer[], from: number): Promise<void> {
    const { bytesRead } = await handle.readv([...views], from);
    let skipped = bytesRead;
    let position = from;
    for (const view of views) {
      for (let filled = Math.min(skipped, view.length); filled < view.length;) {
        const more = await handle.read(view, filled, view.length - filled, position + filled);
        if (more.bytesRead === 0) throw new Error('the file became shorter while it was read');
        filled += more.bytesRead;
      }
      skipped -= Math.min(skipped, view.length);
      position += view.length;
    }
  }
  function prefetch(): void {
    reading ??= readBlock();
    reading.catch(() => undefined);
  }
  function takeBack(): void {
    if (lent !== null) memory.giveBack(lent);
    lent = null;
  }
  return {
    prefetch,
    async next() {
      takeBack();
      prefetch();
      const block = await reading;
      reading = null;
      lent = block?.memory ?? null;
      // While this one is sent, the next one is read into other memory.
      if (block !== null) prefetch();
      return block?.pdus ?? null;
    },
    async close() {
      takeBack();
      const block = await reading?.catch(() => null);
      if (block) memory.giveBack(block.memory);
      await handle.close();
    },
  };
}
