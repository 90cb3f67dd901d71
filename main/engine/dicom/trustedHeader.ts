import { EngineError } from '../../../contract/index.ts';
import { fileSource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import type { Encoding } from './elements.ts';
import { findLayout } from './fileLayout.ts';
import { createHeaderCollector, lastTag } from './headerFields.ts';
import { headerOf } from './instanceHeader.ts';
import type { InstanceHeader } from './instanceHeader.ts';
import { walkStart } from './walkStart.ts';

/**
 * The header of an archived file, whose digest is to tell whether it is whole: reads its first elements only and does
 * not look for the end. Waits for the disk, so it is for the start of the engine.
 * @returns null when it cannot be read as DICOM with file meta information
 * @throws EngineError `disk-failed` when reading fails
 */
export function readTrustedHeader(
  fd: number,
  size: number,
): { header: InstanceHeader; dataSetAt: number } | null {
  const source = fileSource(fd, size);
  const layout = findLayout(source);
  if (layout === null || layout.metaAt === null) return null;
  const { dataSetAt, TransferSyntaxUID } = layout;
  let fields = createHeaderCollector(source, { explicit: true, littleEndian: true }).fields;
  try {
    walkStart(source, dataSetAt, TransferSyntaxUID, lastTag, (start: ByteSource, encoding: Encoding) => {
      const collector = createHeaderCollector(start, encoding);
      fields = collector.fields;
      return collector.visit;
    });
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    return null;
  }
  const header = headerOf(fields, { SOPClassUID: layout.MediaStorageSOPClassUID, TransferSyntaxUID });
  return { header, dataSetAt };
}
