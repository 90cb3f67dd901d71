import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { EngineError } from '../../../contract/index.ts';
import { archiveFailure, removeStaged } from '../archive/index.ts';
import { newId } from '../context/index.ts';
import { describedLength, describeOther, mayBeDicom } from '../dicom/index.ts';
import type { NotedFile } from './protocol.ts';
import { isZipStart } from './zipMark.ts';

/** An entry of a ZIP archive as a file of the staging folder. */
export interface UnpackedEntry {
  kind: 'unpacked';
  file: string;
}

type Trouble = Pick<NotedFile, 'outcome' | 'reason'>;

const damagedEntry = 'The entry of the ZIP archive is damaged. Have the archive made or sent again.';

/**
 * Unpacks an entry into the staging folder, under a name of our own, unless its beginning shows that it is not DICOM.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  stagingFolder: string,
  signal: { readonly aborted: boolean },
): Promise<UnpackedEntry | Trouble> {
  const file = path.join(stagingFolder, `${newId()}.entry`);
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch {
    return { outcome: 'damaged', reason: damagedEntry };
  }
  const fd = openForWriting(file, stagingFolder);
  let trouble: Trouble | null;
  try {
    trouble = await pour(stream, fd, entry, stagingFolder, signal);
  } catch (cause) {
    closeSync(fd);
    removeStaged(file);
    if (cause instanceof EngineError) throw cause;
    return { outcome: 'damaged', reason: damagedEntry };
  }
  closeSync(fd);
  if (trouble === null) return { kind: 'unpacked', file };
  removeStaged(file);
  return trouble;
}

/** Writes the stream; stops early when it is not DICOM or not what the archive says of it. */
async function pour(
  stream: Readable,
  fd: number,
  entry: Entry,
  stagingFolder: string,
  signal: { readonly aborted: boolean },
): Promise<Trouble | null> {
  let written = 0;
  let checksum = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (signal.aborted) throw new EngineError('cancelled');
    const tellsKind = written === 0 && chunk.length >= Math.min(describedLength, entry.uncompressedSize);
    const other = tellsKind ? describeStart(chunk) : null;
    if (other !== null) return other;
    written += chunk.length;
    // A small archive must not fill the disk by saying less than it holds.
    if (written > entry.uncompressedSize) return { outcome: 'damaged', reason: damagedEntry };
    checksum = crc32(chunk, checksum);
    writeChunk(fd, chunk, stagingFolder);
  }
  const isWhole = written === entry.uncompressedSize && checksum === entry.crc32;
  return isWhole ? null : { outcome: 'damaged', reason: damagedEntry };
}

/** What the first bytes of an entry already tell; null when it may be DICOM. */
function describeStart(start: Buffer): Trouble | null {
  if (isZipStart(start)) {
    const reason =
      'The entry is packed itself: a ZIP archive, or a document like one. Unpack it and import its files.';
    return { outcome: 'refused', reason };
  }
  if (mayBeDicom(start)) return null;
  return { outcome: 'not-dicom', reason: describeOther(start.subarray(0, describedLength)) };
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
