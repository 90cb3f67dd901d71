import { closeSync, fstatSync, openSync } from 'node:fs';
import { fileSource, memorySource } from './byteSource.ts';
import { latin1 } from './characterSets.ts';
import type { Element } from './elements.ts';
import { actualEncoding, findLayout } from './fileLayout.ts';
import { inflateDataSet } from './inflate.ts';
import { textValue } from './textValue.ts';
import { encodingOf, isDeflated } from './transferSyntaxes.ts';
import { walkDataSet } from './walk.ts';

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
    const fromFile = fileSource(fd, fstatSync(fd).size);
    const layout = findLayout(fromFile);
    if (layout === null) throw new Error('is not DICOM');
    let [source, at] = [fromFile, layout.dataSetAt];
    if (isDeflated(layout.TransferSyntaxUID)) {
      const inflated = inflateDataSet(source, at);
      if ('problem' in inflated) throw new Error(inflated.problem);
      [source, at] = [memorySource(inflated.bytes), 0];
    }
    const declared = encodingOf(layout.TransferSyntaxUID);
    const values = new Map<number, string>();
    const visit = ({ tag, length, valueAt }: Element) => {
      if (!wanted.has(tag) || length === 0) return;
      const bytes = source.view(valueAt, Math.min(length ?? 1, longestValue));
      if (bytes.some((byte) => byte !== space && byte !== 0)) values.set(tag, textValue(bytes, latin1));
      // A binary zero is a value; blanks are none.
      else if (!bytes.includes(space)) values.set(tag, '');
    };
    const walk = walkDataSet(
      source,
      at,
      actualEncoding(source, at, declared) ?? declared,
      visit,
      Math.max(...wanted),
    );
    if (walk.end === 'broken') throw new Error(walk.problem);
    return values;
  } finally {
    closeSync(fd);
  }
}
