import { close, fstat, open } from 'node:fs';
import { promisify } from 'node:util';
import { EngineError } from '../../../contract/index.ts';
import type { JsonObject } from '../../../contract/index.ts';
import { fileSource, memorySource } from './byteSource.ts';
import type { Dictionary } from './dictionary.ts';
import { explicitLittleEndian } from './elements.ts';
import { actualEncoding, findLayout } from './fileLayout.ts';
import { inflateDataSet } from './inflate.ts';
import { createTagTreeReader } from './tagTree.ts';
import { encodingOf, isDeflated } from './transferSyntaxes.ts';

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
  const fd = await promisify(open)(file, 'r').catch((cause: unknown) => {
    throw new EngineError('disk-failed', `The DICOM file ${file} cannot be opened.`, { cause });
  });
  try {
    const { size } = await promisify(fstat)(fd);
    return readFrom(fd, size, file, standard);
  } finally {
    await promisify(close)(fd);
  }
}

/**
 * The tags of a data set without file meta information, as `readTags` gives those of a file: the answers of queries.
 */
export async function readTagsOf(dataSet: Buffer, transferSyntaxUid: string): Promise<JsonObject> {
  const standard = await loadDictionary();
  const source = memorySource(dataSet);
  return createTagTreeReader(source, standard).readDataSet(0, source.size, encodingOf(transferSyntaxUid));
}

function readFrom(fd: number, size: number, file: string, standard: Dictionary): JsonObject {
  const source = fileSource(fd, size);
  const layout = findLayout(source);
  if (layout === null) throw new EngineError('disk-failed', `The file ${file} is not DICOM.`);
  const { metaAt, dataSetAt } = layout;
  const meta =
    metaAt === null
      ? {}
      : createTagTreeReader(source, standard).readDataSet(metaAt, dataSetAt, explicitLittleEndian);

  let dataSet = { source, at: dataSetAt };
  if (isDeflated(layout.TransferSyntaxUID)) {
    const inflated = inflateDataSet(source, dataSetAt);
    if ('problem' in inflated) {
      throw new EngineError('disk-failed', `The DICOM file ${file} ${inflated.problem}.`);
    }
    dataSet = { source: memorySource(inflated.bytes), at: 0 };
  }
  const declared = encodingOf(layout.TransferSyntaxUID);
  const encoding = actualEncoding(dataSet.source, dataSet.at, declared) ?? declared;
  const reader = createTagTreeReader(dataSet.source, standard);
  return { ...meta, ...reader.readDataSet(dataSet.at, dataSet.source.size, encoding) };
}
