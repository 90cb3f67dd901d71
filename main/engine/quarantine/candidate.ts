import { closeSync, openSync } from 'node:fs';
import { stampOf } from '../archive/index.ts';
import type { SourceFile } from '../archive/index.ts';
import { fillUids, nonPatientObjects, readHeader } from '../dicom/index.ts';
import type { InstanceHeader, KeptForm } from '../dicom/index.ts';

/** Something in quarantine that could be filed in the archive. */
interface TakingCandidate {
  /** @param contentHash of its data set, which stands in for a SOPInstanceUID that it lacks */
  headerWith(contentHash: Uint8Array): InstanceHeader;
  form: KeptForm;
  /** What is not as it should be and how it is taken all the same: a sentence or two. */
  remark: string;
  /** Part of it is missing or broken. */
  isDamaged: boolean;
}

/** What an instance in quarantine would be taken as, or why it cannot be. */
export async function readCandidate(file: string): Promise<TakingCandidate | { impossible: string }> {
  const fd = openSync(file, 'r');
  try {
    return await judge({ fd, path: file, stamp: stampOf(fd) });
  } finally {
    closeSync(fd);
  }
}

/** The same of a file that is open. */
export async function judge(source: SourceFile): Promise<TakingCandidate | { impossible: string }> {
  const reading = await readHeader(source.fd, source.stamp.size);
  if (reading.kind === 'not-dicom') {
    return { impossible: `${reading.reason} It can be exported or deleted, not taken.` };
  }
  if (reading.kind === 'instance') {
    const { header, form } = reading;
    return { headerWith: () => header, form, remark: 'It can be taken as it is.', isDamaged: false };
  }
  if (reading.part === null) {
    return { impossible: `${reading.reason} Too little of it can be read to file it.` };
  }
  const { header, form, MediaStorageSOPInstanceUID } = reading.part;
  if (reading.code === 'missing-uid' && nonPatientObjects(header.SOPClassUID) !== undefined) {
    return { impossible: `${reading.reason} It can be exported or deleted, not taken.` };
  }
  const fill = (contentHash: string) => fillUids(header, { MediaStorageSOPInstanceUID, contentHash });
  const filled = fill('');
  if (filled === null) {
    return {
      impossible:
        'It has no SOPClassUID: nothing tells what kind of object it is, so no program could use it. ' +
        'Have it exported again with its UIDs.',
    };
  }
  const names = filled.filled.join(' and ');
  const remarks = [
    reading.code === 'damaged' ? `It is kept as it is, incomplete: ${reading.reason}` : null,
    names === ''
      ? null
      : `${names} ${filled.filled.length === 1 ? 'is' : 'are'} filled in the index only; its bytes stay as they are.`,
  ];
  return {
    headerWith: (contentHash) => fill(Buffer.from(contentHash).toString('hex'))?.header ?? header,
    form,
    remark: remarks.filter((text) => text !== null).join(' '),
    isDamaged: reading.code === 'damaged',
  };
}
