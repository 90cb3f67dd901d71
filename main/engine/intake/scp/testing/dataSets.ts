import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { readHeader } from '../../../dicom/index.ts';

/** The data set of a DICOM file: what stands behind its file meta information. */
export function dataSetOf(file: Buffer): Buffer {
  // Preamble, DICM, and the group length as the first element.
  return file.subarray(132 + 12 + file.readUInt32LE(140));
}

/** The data set of a file on disk, and what it is announced by. */
export async function readInstance(file: string): Promise<{
  dataSet: Buffer;
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID: string;
}> {
  const fd = openSync(file, 'r');
  try {
    const reading = await readHeader(fd, statSync(file).size);
    if (reading.kind !== 'instance') throw new Error(reading.reason);
    const { SOPClassUID, SOPInstanceUID, TransferSyntaxUID } = reading.header;
    const dataSet = readFileSync(file).subarray(reading.form.dataSetAt);
    return { dataSet, SOPClassUID, SOPInstanceUID, TransferSyntaxUID };
  } finally {
    closeSync(fd);
  }
}
