import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { locateDataSet } from '../../dicom/index.ts';
import { fragmentLength, fragments } from '../pdu/index.ts';
import type { PduSource } from './types.ts';

/** Read and sent at once, in bytes. */
const blockSize = 1024 * 1024;
/** Values have even length (PS3.8 annex E.1); a deflated data set may lack the byte for it (PS3.5 A.5). */
const padding = 1;
/** Reading less than this from a file is not worth a way through the thread pool. */
const smallRead = 128 * 1024;

/** Memory that files of one association take turns with. */
export interface BlockMemory {
  take(): Buffer;
  giveBack(block: Buffer): void;
}

export function createBlockMemory(): BlockMemory {
  const free: Buffer[] = [];
  return {
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(blockSize + padding),
    giveBack: (block) => void free.push(block),
  };
}

/** A stored DICOM file, opened for sending. */
export interface StoredDataSet extends PduSource {
  /** To be called when nothing of it is being sent any more. */
  close(): Promise<void>;
}

/** Bytes of the data set in the memory that they were read into. */
interface Block {
  memory: Buffer;
  bytes: Buffer;
  isLast: boolean;
}

/**
 * Opens the data set of a DICOM file as P-DATA-TF PDUs, its first bytes read. Nothing but the file meta information is
 * looked at: the bytes of the data set go out as they lie in the file. While a block is sent, the next one is read.
 * For threads: opening waits for the disk.
 * @param context `maxLength`: of the peer
 * @throws Error of the file system, or one that says that it is no DICOM file
 */
export async function openDataSet(
  file: string,
  context: { id: number; maxLength: number },
  memory: BlockMemory,
): Promise<StoredDataSet> {
  const fd = openSync(file, 'r');
  const { size } = fstatSync(fd);
  const most = fragmentLength(context.maxLength);
  let isOpen = true;
  /** Where the next block begins in the file. */
  let at = 0;
  let lent: Buffer | null = null;
  let coming: Promise<Block | null> | null = null;

  function closeFile(): void {
    if (isOpen) closeSync(fd);
    isOpen = false;
  }
  async function readBlock(): Promise<Block | null> {
    if (at > 0 && at >= size) return null;
    const block = memory.take();
    try {
      const wanted = Math.min(blockSize, size - at);
      await fill(fd, block.subarray(0, wanted), at);
      const from = at === 0 ? dataSetAt(block.subarray(0, wanted)) : 0;
      const isLast = at + wanted >= size;
      // Only the last PDU of the data set may be shorter than the others.
      const rest = wanted - from;
      const isOdd = isLast && rest % 2 === 1;
      if (isOdd) block[wanted] = 0;
      const length = isLast ? rest + (isOdd ? padding : 0) : Math.floor(rest / most) * most;
      at += from + length;
      if (isLast) closeFile();
      return { memory: block, bytes: block.subarray(from, from + length), isLast };
    } catch (cause) {
      memory.giveBack(block);
      throw cause;
    }
  }
  function takeBack(): void {
    if (lent !== null) memory.giveBack(lent);
    lent = null;
  }
  try {
    coming = Promise.resolve(await readBlock());
  } catch (cause) {
    closeFile();
    throw cause;
  }
  return {
    async next() {
      takeBack();
      coming ??= readBlock();
      const block = await coming;
      coming = null;
      if (block === null) return null;
      lent = block.memory;
      if (!block.isLast) {
        coming = readBlock();
        // Whoever asks for it next is told.
        coming.catch(() => undefined);
      }
      return fragments(context.id, 'data-set', block.bytes, block.isLast, context.maxLength);
    },
    async close() {
      takeBack();
      const block = await coming?.catch(() => null);
      if (block) memory.giveBack(block.memory);
      closeFile();
    },
  };
}

function dataSetAt(start: Buffer): number {
  const at = locateDataSet(start);
  if (at === null || at >= start.length) throw new Error('the file is no complete DICOM file');
  return at;
}

/** Reads until `target` is full. */
async function fill(fd: number, target: Buffer, position: number): Promise<void> {
  for (let filled = 0; filled < target.length;) {
    const rest = target.length - filled;
    const count =
      rest <= smallRead
        ? readSync(fd, target, filled, rest, position + filled)
        : await readSome(fd, target, filled, position + filled);
    if (count === 0) throw new Error('the file became shorter while it was read');
    filled += count;
  }
}

function readSome(fd: number, target: Buffer, offset: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, target, offset, target.length - offset, position, (cause, count) => {
      if (cause === null) resolve(count);
      else reject(cause);
    });
  });
}
