import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError } from '../../../contract/index.ts';
import type { KeptForm } from '../dicom/index.ts';
import { newId } from '../context/index.ts';
import { archiveFailure } from './diskFailure.ts';
import { removeStaged } from './removeStaged.ts';
import type { SourceStamp } from './types.ts';

/** A file that is to be archived, open for reading. */
export interface SourceFile {
  fd: number;
  path: string;
  stamp: SourceStamp;
}

/** Bytes of an instance in the staging folder; the archive flushes them when it gives them their final name. */
export interface StagedBytes {
  stagingFile: string;
  size: number;
  contentHash: Uint8Array;
}

/** The source could not be read to its end. `reason` is a sentence for a person. */
export interface Unreadable {
  unreadable: string;
}

const blockSize = 1024 * 1024;
/** Other work of the thread gets its turn after this much. */
const bytesPerTurn = 32 * blockSize;
/** One per thread: a block is read, hashed and written without anything else in between. */
const block = Buffer.allocUnsafeSlow(blockSize);

/** What tells whether a file is still the one that was looked at. */
export function stampOf(fd: number): SourceStamp {
  return stampFrom(fstatSync(fd));
}

export function stampFrom({ size, mtimeMs, ctimeMs }: Stats): SourceStamp {
  return { size, modifiedAt: mtimeMs, changedAt: ctimeMs };
}

export function isSameStamp(one: SourceStamp, other: SourceStamp): boolean {
  return one.size === other.size && one.modifiedAt === other.modifiedAt && one.changedAt === other.changedAt;
}

/**
 * SHA-256 of the data set of a file.
 * @throws EngineError `cancelled`
 */
export async function hashDataSet(
  source: SourceFile,
  dataSetAt: number,
  signal: { aborted: boolean },
): Promise<Uint8Array | Unreadable> {
  const hash = createHash('sha256');
  const problem = await readBlocks(source, dataSetAt, signal, (bytes) => hash.update(bytes));
  return problem ?? ownBytes(hash.digest());
}

/**
 * Asked before much is copied, and again while it is.
 * @param bytes that are still to be written
 * @throws when they are not to be; then what was written is removed
 */
export type AskForRoom = (bytes: number) => Promise<void>;

/**
 * Brings an instance into the staging folder: `form.prefix` and then the bytes of the source as they are. Whole files
 * are copied by the system, which shares blocks where the file system can and spares the way through our memory. The
 * source must stay open until the promise resolves.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function stageInstance(
  source: SourceFile,
  form: KeptForm,
  stagingFolder: string,
  signal: { aborted: boolean },
  askForRoom?: AskForRoom,
): Promise<StagedBytes | Unreadable> {
  const stagingFile = path.join(stagingFolder, `${newId()}.part`);
  let fd: number | null = null;
  try {
    let contentHash: Uint8Array | Unreadable;
    if (form.prefix === null && form.contentAt === 0 && copyWhole(source, stagingFile)) {
      fd = openSync(stagingFile, 'r+');
      contentHash = await hashDataSet({ ...source, fd, stamp: stampOf(fd) }, form.dataSetAt, signal);
    } else {
      fd = openSync(stagingFile, 'wx+');
      contentHash = await copy(source, form, fd, { signal, askForRoom });
    }
    if ('unreadable' in contentHash) {
      removeStaged(stagingFile);
      return contentHash;
    }
    return { stagingFile, size: fstatSync(fd).size, contentHash };
  } catch (cause) {
    removeStaged(stagingFile);
    throw archiveFailure(stagingFolder, cause);
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/**
 * Makes a file that already lies in the staging folder ready to be archived: hashed, or staged anew when it lacks
 * preamble or file meta information.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function adoptStaged(
  source: SourceFile,
  form: KeptForm,
  signal: { aborted: boolean },
  askForRoom?: AskForRoom,
): Promise<StagedBytes | Unreadable> {
  const folder = path.dirname(source.path);
  if (form.prefix !== null || form.contentAt !== 0) {
    return stageInstance(source, form, folder, signal, askForRoom);
  }
  const contentHash = await hashDataSet(source, form.dataSetAt, signal);
  if ('unreadable' in contentHash) return contentHash;
  return { stagingFile: source.path, size: source.stamp.size, contentHash };
}

/** Copies and hashes in one pass. */
async function copy(
  source: SourceFile,
  form: KeptForm,
  target: number,
  { signal, askForRoom }: { signal: { aborted: boolean }; askForRoom: AskForRoom | undefined },
): Promise<Uint8Array | Unreadable> {
  const { size } = source.stamp;
  // Small ones are together no more than is looked at when they are handed over.
  if (size > bytesPerTurn) await askForRoom?.(size);
  const hash = createHash('sha256');
  if (form.prefix !== null) writeAll(target, form.prefix);
  let at = form.contentAt;
  function take(bytes: Buffer): void {
    writeAll(target, bytes);
    hash.update(bytes.subarray(Math.min(Math.max(form.dataSetAt - at, 0), bytes.length)));
    at += bytes.length;
  }
  const problem = await readBlocks(source, form.contentAt, signal, take, async () => askForRoom?.(size - at));
  return problem ?? ownBytes(hash.digest());
}

/** Hands on the bytes from `from` to the end; tells when they cannot be read or are not those of the stamp. */
async function readBlocks(
  source: SourceFile,
  from: number,
  signal: { aborted: boolean },
  take: (bytes: Buffer) => void,
  eachTurn?: () => Promise<void>,
): Promise<Unreadable | null> {
  let at = from;
  while (at < source.stamp.size) {
    if (signal.aborted) throw new EngineError('cancelled');
    let count: number;
    try {
      count = readSync(source.fd, block, 0, Math.min(blockSize, source.stamp.size - at), at);
    } catch (cause) {
      const details = cause instanceof Error ? cause.message : String(cause);
      return {
        unreadable: `The file could not be read to its end (${details}). Copy it to another disk first.`,
      };
    }
    if (count === 0) break;
    take(block.subarray(0, count));
    at += count;
    if ((at - from) % bytesPerTurn !== 0) continue;
    await nextTurn();
    await eachTurn?.();
  }
  if (isSameStamp(stampOf(source.fd), source.stamp)) return null;
  return { unreadable: 'The file changed while it was read. Import it again when it is complete.' };
}

/** A copy with memory of its own: a view into a pool would be sent to other threads with the whole pool. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(fd, bytes, written, bytes.length - written);
}

/**
 * Has the system copy the file; false when it cannot, or when this would hold up the thread: a large one is only taken
 * if no bytes have to be moved.
 */
function copyWhole(source: SourceFile, target: string): boolean {
  const isQuick = source.stamp.size <= bytesPerTurn;
  try {
    copyFileSync(
      source.path,
      target,
      constants.COPYFILE_EXCL | (isQuick ? constants.COPYFILE_FICLONE : constants.COPYFILE_FICLONE_FORCE),
    );
    // The copy has the source's permissions, which may not even let us write; a folder has what new files have.
    chmodSync(target, statSync(path.dirname(target)).mode & 0o666);
    // By its path another file could have been copied than the one that is open.
    const [there, open] = [statSync(source.path), fstatSync(source.fd)];
    if (there.ino === open.ino && there.dev === open.dev && isSameStamp(stampFrom(open), source.stamp))
      return true;
  } catch {
    // Copied piece by piece, which tells what is wrong where that fails as well.
  }
  removeStaged(target);
  return false;
}
