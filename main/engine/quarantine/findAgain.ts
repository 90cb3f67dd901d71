import { closeSync, openSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { QuarantineReason } from '../../../contract/index.ts';
import { hashDataSet, stampOf } from '../archive/index.ts';
import type { SourceFile } from '../archive/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { readHeader } from '../dicom/index.ts';
import type { HeaderReading, InstanceHeader, KeptForm } from '../dicom/index.ts';
import { digestOf, fileOf, suffixes } from './files.ts';
import { hasContent, hasRow, insertRow } from './rows.ts';
import type { NewRow } from './rows.ts';
import type { TakingArchive } from './take.ts';

const found =
  'It lay in quarantine when the history was lost, so that who sent it, when and why it was put aside are not known any more.';

/** Identifiers of the files in quarantine that have no row. */
export async function withoutRow({ folders, history }: ApplicationContext): Promise<string[]> {
  const names = await readdir(folders.quarantine);
  return names
    .filter((name) => path.extname(name) === suffixes.kept)
    .map((name) => path.basename(name, suffixes.kept))
    .filter((id) => !hasRow(history, id))
    .sort();
}

/**
 * Makes a row for a file that has none, as far as the file itself tells what it is; calls must follow one another. What
 * came again meanwhile and is kept by another name goes.
 * @returns whether it has a row now that it did not have before
 */
export async function giveRow(
  context: ApplicationContext,
  archive: Pick<TakingArchive, 'lookUp'>,
  id: string,
): Promise<boolean> {
  const { folders, history } = context;
  if (hasRow(history, id)) return false;
  const file = fileOf(folders.quarantine, id);
  const { hash, size } = await digestOf(file);
  if (hasContent(history, hash)) {
    await rm(file, { force: true });
    return false;
  }
  const fd = openSync(file, 'r');
  try {
    const source = { fd, path: file, stamp: stampOf(fd) };
    const request = await requestFor(source, archive);
    const at = Math.round(source.stamp.modifiedAt);
    history.write(() => insertRow(history, { id, hash, size, at }, request));
    return true;
  } finally {
    closeSync(fd);
  }
}

async function requestFor(source: SourceFile, archive: Pick<TakingArchive, 'lookUp'>): Promise<NewRow> {
  const reading = await readHeader(source.fd, source.stamp.size);
  const header = headerIn(reading);
  const dataSetHash = reading.kind === 'instance' ? await hashOf(source, reading.form) : null;
  const isConflicting = reading.kind === 'instance' && conflicts(reading.header, dataSetHash, archive);
  const { code, message } = reasonOf(reading, isConflicting);
  return {
    origin: { door: null, sender: '' },
    reason: { code, message: message === null ? found : `${message} ${found}` },
    ...(header === null ? {} : { header }),
    // The archive may get another content of its UID later: its sender may have been told that this one is kept.
    ...(dataSetHash === null ? {} : { dataSetHash }),
  };
}

function headerIn(reading: HeaderReading) {
  if (reading.kind === 'instance') return reading.header;
  return reading.kind === 'damaged' ? (reading.part?.header ?? null) : null;
}

function reasonOf(
  reading: HeaderReading,
  isConflicting: boolean,
): { code: QuarantineReason; message: string | null } {
  if (reading.kind === 'not-dicom') return { code: 'not-understood', message: reading.reason };
  if (reading.kind === 'damaged') return { code: reading.code, message: reading.reason };
  return isConflicting
    ? { code: 'conflicting', message: 'The archive has another content under the same SOPInstanceUID.' }
    : { code: 'unknown', message: null };
}

/** Whether the archive has other content under its SOP Instance UID. */
function conflicts(
  { SOPInstanceUID }: InstanceHeader,
  dataSetHash: Uint8Array | null,
  archive: Pick<TakingArchive, 'lookUp'>,
): boolean {
  const first = archive.lookUp([SOPInstanceUID]).get(SOPInstanceUID);
  if (first === undefined) return false;
  return dataSetHash === null || Buffer.compare(first.contentHash, dataSetHash) !== 0;
}

/** SHA-256 over the data set; null where it cannot be read. */
async function hashOf(source: SourceFile, { dataSetAt }: KeptForm): Promise<Uint8Array | null> {
  const hash = await hashDataSet(source, dataSetAt, { aborted: false });
  return 'unreadable' in hash ? null : hash;
}
