import type { JsonObject } from '../../../contract/index.ts';
import { memorySource } from './byteSource.ts';
import { withDataSet } from './dataSetIn.ts';
import type { Dictionary } from './dictionary.ts';
import { explicitLittleEndian } from './elements.ts';
import { createTagTreeReader, longestValue } from './tagTree.ts';
import { encodingOf } from './transferSyntaxes.ts';

let dictionary: Promise<Dictionary> | null = null;

/** The table is large, so it is loaded when tags are first asked for. */
export function loadDictionary(): Promise<Dictionary> {
  dictionary ??= import('./dictionary.ts').then((module) => module.createDictionary());
  return dictionary;
}

/**
 * The tags of a DICOM file as Orthanc's simplified tags give them, and its file meta information: keyword to text,
 * multiple values joined by backslashes, numbers as text, sequences as lists of objects. Left out are pixel and other
 * bulk data, private and unknown elements, and texts longer than 256 bytes (for which Orthanc gives null).
 * @throws EngineError `disk-failed` when the file cannot be read or is not DICOM
 */
export async function readTags(file: string): Promise<JsonObject> {
  const standard = await loadDictionary();
  return withDataSet(file, longestValue, ({ meta, source, at, encoding }) => {
    const ofFile =
      meta === null
        ? {}
        : createTagTreeReader(meta.source, standard).readDataSet(meta.from, meta.end, explicitLittleEndian);
    return { ...ofFile, ...createTagTreeReader(source, standard).readDataSet(at, source.size, encoding) };
  });
}

/**
 * The tags of a data set without file meta information, as `readTags` gives those of a file: the answers of queries.
 */
export async function readTagsOf(dataSet: Buffer, transferSyntaxUid: string): Promise<JsonObject> {
  const standard = await loadDictionary();
  const source = memorySource(dataSet);
  return createTagTreeReader(source, standard).readDataSet(0, source.size, encodingOf(transferSyntaxUid));
}
