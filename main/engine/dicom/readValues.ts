import { closeSync, fstatSync, openSync } from 'node:fs';
import { fileSource } from './byteSource.ts';
import { latin1 } from './characterSets.ts';
import { findLayout } from './fileLayout.ts';
import { textValue } from './textValue.ts';
import { walkStart } from './walkStart.ts';

/** More of a value is not read: enough for ImageType and the numbers of geometry. */
const longestValue = 1024;
const space = 0x20;

/**
 * Values of some top-level elements of a DICOM file, by tag, as Latin-1 text; only those that are there and not empty.
 * What is no text, a sequence for one, has some other text. Reads to the last wanted element and no further; waits
 * for the disk, so it is for worker threads.
 * @throws when the file cannot be read or is not DICOM
 */
export function readValues(file: string, wanted: ReadonlySet<number>): Map<number, string> {
  const fd = openSync(file, 'r');
  try {
    const source = fileSource(fd, fstatSync(fd).size);
    const layout = findLayout(source);
    if (layout === null) throw new Error('is not DICOM');
    const { dataSetAt, TransferSyntaxUID } = layout;
    const lastTag = Math.max(...wanted);
    let values = new Map<number, string>();
    walkStart(source, dataSetAt, TransferSyntaxUID, lastTag, (start) => {
      values = new Map();
      return ({ tag, length, valueAt }) => {
        if (!wanted.has(tag) || length === 0) return;
        const bytes = start.view(valueAt, Math.min(length ?? 1, longestValue));
        if (bytes.some((byte) => byte !== space && byte !== 0)) values.set(tag, textValue(bytes, latin1));
        // A binary zero is a value; blanks are none.
        else if (!bytes.includes(space)) values.set(tag, '');
      };
    });
    return values;
  } finally {
    closeSync(fd);
  }
}
