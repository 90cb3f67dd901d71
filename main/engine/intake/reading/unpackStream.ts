import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { EngineError } from '../../../../contract/index.ts';
import { archiveFailure, removeStaged } from '../../archive/index.ts';
import { newId } from '../../context/index.ts';
import { describedLength, describeOther, mayBeDicom } from '../../dicom/index.ts';
import type { NotedFile } from './protocol.ts';
import { isReadFailure } from './refusal.ts';
import { isTarStart } from './tarMark.ts';
import type { Work } from './work.ts';
import { isZipStart } from './zipMark.ts';

/** A file inside an archive of files, about to be unpacked. */
export interface PackedFile {
  content: AsyncIterable<Buffer>;
  /** Bytes by what the archive says of it. */
  size: number;
  /** Null where the archive has none. */
  checksum: number | null;
  /** What is said when it is not what the archive says of it. */
  damaged: string;
}

/** The disk guard is asked again after so many bytes. */
const bytesPerLook = 32 * 1024 * 1024;

type Trouble = Pick<NotedFile, 'outcome' | 'reason'>;

/**
 * Unpacks a file into the staging folder, under a name of our own, unless its beginning shows that it is not DICOM.
 * Where the disk guard leaves no room for a large one, it waits in its place: a stream cannot be read again.
 * @throws EngineError `disk-failed` when the archive cannot be written, `disk-full` where the work is not to wait,
 * `cancelled`; what the system throws where it cannot be read
 */
export async function unpackStream(
  packed: PackedFile,
  work: Pick<Work, 'stagingFolder' | 'signal' | 'engine'>,
): Promise<{ kind: 'unpacked'; file: string } | Trouble> {
  const { stagingFolder } = work;
  const file = path.join(stagingFolder, `${newId()}.entry`);
  const fd = openForWriting(file, stagingFolder);
  let trouble: Trouble | null;
  try {
    trouble = await pour(packed, fd, work);
  } catch (cause) {
    closeSync(fd);
    removeStaged(file);
    if (cause instanceof EngineError || isReadFailure(cause)) throw cause;
    return { outcome: 'damaged', reason: packed.damaged };
  }
  closeSync(fd);
  if (trouble === null) return { kind: 'unpacked', file };
  removeStaged(file);
  return trouble;
}

/** Writes the stream; stops early when it is not DICOM or not what the archive says of it. */
async function pour(
  { content, size, checksum, damaged }: PackedFile,
  fd: number,
  { stagingFolder, signal, engine }: Pick<Work, 'stagingFolder' | 'signal' | 'engine'>,
): Promise<Trouble | null> {
  let start = Buffer.alloc(0);
  let written = 0;
  let sum = 0;
  /** A large one is looked at before most of it is written. */
  let lookAt = size > bytesPerLook ? 0 : bytesPerLook;
  for await (const chunk of content) {
    if (signal.aborted) throw new EngineError('cancelled');
    const toldBefore = start.length >= Math.min(describedLength, size);
    if (!toldBefore) {
      start = Buffer.concat([start, chunk.subarray(0, describedLength - start.length)]);
      const other = start.length >= Math.min(describedLength, size) ? describeStart(start) : null;
      if (other !== null) return other;
    }
    written += chunk.length;
    // A small archive must not fill the disk by saying less than it holds.
    if (written > size) return { outcome: 'damaged', reason: damaged };
    if (checksum !== null) sum = crc32(chunk, sum);
    if (start.length >= describedLength && written > lookAt) {
      lookAt = written + bytesPerLook;
      await engine.untilRoom(size - written + chunk.length);
      if (signal.aborted) throw new EngineError('cancelled');
    }
    writeChunk(fd, chunk, stagingFolder);
  }
  const isWhole = written === size && (checksum === null || sum === checksum);
  return isWhole ? null : { outcome: 'damaged', reason: damaged };
}

/** What the first bytes of a file already tell; null when it may be DICOM. */
function describeStart(start: Buffer): Trouble | null {
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  if (isZipStart(start) || isGzip || (isTarStart(start) && !mayBeDicom(start))) {
    const reason =
      'The entry is packed itself: an archive, or a document like one. Unpack it and import its files.';
    return { outcome: 'refused', reason };
  }
  if (mayBeDicom(start)) return null;
  return { outcome: 'not-dicom', reason: describeOther(start) };
}

function openForWriting(file: string, stagingFolder: string): number {
  try {
    return openSync(file, 'wx');
  } catch (cause) {
    throw archiveFailure(stagingFolder, cause);
  }
}

function writeChunk(fd: number, chunk: Buffer, stagingFolder: string): void {
  try {
    let at = 0;
    while (at < chunk.length) at += writeSync(fd, chunk, at);
  } catch (cause) {
    throw archiveFailure(stagingFolder, cause);
  }
}
