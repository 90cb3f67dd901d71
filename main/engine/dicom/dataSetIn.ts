import { close, fstat, open } from 'node:fs';
import { promisify } from 'node:util';
import { EngineError } from '../../../contract/index.ts';
import { fileSource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import type { Element, Encoding } from './elements.ts';
import { actualEncoding, findLayout } from './fileLayout.ts';
import { inflateDataSet } from './inflate.ts';
import { encodingOf, isDeflated } from './transferSyntaxes.ts';

/** What bulk data may hold is never shown longer. */
const longestBulk = 64 * 1024;
/** Values that no VR tells the kind of may be sequences; those are no longer. */
const longestUnknown = 1024 * 1024;
const bulkVrs = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV']);

/**
 * A DICOM file that is open: its file meta information and its data set, unpacked where it is deflated; then what is
 * behind the first bytes of long values reads as zeros.
 */
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
 * @param longest most bytes of a value that `use` reads
 * @throws EngineError `disk-failed` when it cannot be read or is not DICOM
 */
export async function withDataSet<Result>(
  file: string,
  longest: number,
  use: (dataSet: OpenDataSet) => Result | Promise<Result>,
): Promise<Result> {
  const fd = await promisify(open)(file, 'r').catch((cause: unknown) => {
    throw new EngineError('disk-failed', `The DICOM file ${file} cannot be opened.`, { cause });
  });
  try {
    const { size } = await promisify(fstat)(fd);
    return await use(await dataSetIn(fileSource(fd, size), file, longest));
  } finally {
    await promisify(close)(fd);
  }
}

async function dataSetIn(source: ByteSource, file: string, longest: number): Promise<OpenDataSet> {
  const layout = findLayout(source);
  if (layout === null) throw new EngineError('disk-failed', `The file ${file} is not DICOM.`);
  const { metaAt, dataSetAt } = layout;
  const meta = metaAt === null ? null : { source, from: metaAt, end: dataSetAt };
  const declared = encodingOf(layout.TransferSyntaxUID);
  let dataSet = { source, at: dataSetAt };
  if (isDeflated(layout.TransferSyntaxUID)) {
    const ofValue = ({ vr }: Element) => keptOf(vr, longest);
    const inflated = await inflateDataSet(source, dataSetAt, declared, { ofValue, goesInside: true });
    if ('problem' in inflated) {
      throw new EngineError('disk-failed', `The DICOM file ${file} ${inflated.problem}.`);
    }
    dataSet = { source: inflated.source, at: 0 };
  }
  return { meta, ...dataSet, encoding: actualEncoding(dataSet.source, dataSet.at, declared) ?? declared };
}

function keptOf(vr: string, longest: number): number {
  if (bulkVrs.has(vr)) return Math.min(longest, longestBulk);
  return vr === 'UN' || vr === '' ? Math.max(longest, longestUnknown) : longest;
}
