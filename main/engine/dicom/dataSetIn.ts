import { close, fstat, open } from 'node:fs';
import { promisify } from 'node:util';
import { EngineError } from '../../../contract/index.ts';
import { fileSource, memorySource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import type { Encoding } from './elements.ts';
import { actualEncoding, findLayout } from './fileLayout.ts';
import { inflateDataSet } from './inflate.ts';
import { encodingOf, isDeflated } from './transferSyntaxes.ts';

/** A DICOM file that is open: its file meta information and its data set, unpacked where it is deflated. */
export interface OpenDataSet {
  /** Null where the file has no file meta information; it is Explicit VR Little Endian (PS3.10 7.1). */
  meta: { source: ByteSource; from: number; end: number } | null;
  source: ByteSource;
  /** Where the data set begins in `source`. */
  at: number;
  encoding: Encoding;
}

/**
 * Opens a DICOM file for as long as `use` takes.
 * @throws EngineError `disk-failed` when it cannot be read or is not DICOM
 */
export async function withDataSet<Result>(
  file: string,
  use: (dataSet: OpenDataSet) => Result | Promise<Result>,
): Promise<Result> {
  const fd = await promisify(open)(file, 'r').catch((cause: unknown) => {
    throw new EngineError('disk-failed', `The DICOM file ${file} cannot be opened.`, { cause });
  });
  try {
    const { size } = await promisify(fstat)(fd);
    return await use(dataSetIn(fileSource(fd, size), file));
  } finally {
    await promisify(close)(fd);
  }
}

function dataSetIn(source: ByteSource, file: string): OpenDataSet {
  const layout = findLayout(source);
  if (layout === null) throw new EngineError('disk-failed', `The file ${file} is not DICOM.`);
  const { metaAt, dataSetAt } = layout;
  const meta = metaAt === null ? null : { source, from: metaAt, end: dataSetAt };
  let dataSet = { source, at: dataSetAt };
  if (isDeflated(layout.TransferSyntaxUID)) {
    const inflated = inflateDataSet(source, dataSetAt);
    if ('problem' in inflated) {
      throw new EngineError('disk-failed', `The DICOM file ${file} ${inflated.problem}.`);
    }
    dataSet = { source: memorySource(inflated.bytes), at: 0 };
  }
  const declared = encodingOf(layout.TransferSyntaxUID);
  return { meta, ...dataSet, encoding: actualEncoding(dataSet.source, dataSet.at, declared) ?? declared };
}
