import { dicomDirClass } from './dicomDirClass.ts';
import { fileSource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import type { Encoding } from './elements.ts';
import { preamble, preambleAndMeta } from './fileMeta.ts';
import { actualEncoding, findLayout } from './fileLayout.ts';
import type { FileLayout } from './fileLayout.ts';
import { createHeaderCollector, headerKeeping } from './headerFields.ts';
import { inflateDataSet } from './inflate.ts';
import { headerOf, missingUid } from './instanceHeader.ts';
import type { InstanceHeader } from './instanceHeader.ts';
import { nonPatientObjects } from './nonPatientClasses.ts';
import { describedLength, describeOther } from './otherFormats.ts';
import { judgePixelData } from './pixelData.ts';
import { encodingOf, isDeflated, transferSyntaxOf } from './transferSyntaxes.ts';
import { walkDataSet } from './walk.ts';

/** How the file is to be kept: `prefix`, then the bytes of the source from `contentAt` on, as they are. */
export interface KeptForm {
  contentAt: number;
  /** What the source lacks: preamble, file meta information. Null when it is complete. */
  prefix: Buffer | null;
  /** Where the data set begins in the source. */
  dataSetAt: number;
}

/** What a file turned out to be. `reason` is a sentence for a person. */
export type HeaderReading =
  | {
      kind: 'instance';
      header: InstanceHeader;
      form: KeptForm;
      /** What is odd about it although it can be taken; null when nothing is. */
      remark: string | null;
    }
  | {
      kind: 'not-dicom';
      reason: string;
      /** It is DICOM, but only an index of other files. */
      isDicomDir?: true;
    }
  | {
      kind: 'damaged';
      /** `missing-uid`: all of it is there, but an instance cannot be filed without that UID. */
      code: 'damaged' | 'missing-uid';
      reason: string;
      /** What could be read of it all the same; null when that is nothing. */
      part: ReadPart | null;
    };

/** As much of a damaged instance as could be read. */
interface ReadPart {
  header: InstanceHeader;
  form: KeptForm;
  /** Of the file meta information, which may know it where the data set does not; empty when absent. */
  MediaStorageSOPInstanceUID: string;
}

const sendAgain = 'Copy it again, or have it sent again.';

/**
 * Reads what a DICOM file is, without its pixels, and checks that its data set ends where the file ends. Reads 8 KiB
 * of most images and never keeps bytes of the file. A deflated data set is unpacked to its end while others have their
 * turn; the file has to stay open.
 * @param fd open for reading
 * @param size of the file in bytes
 * @throws EngineError `disk-failed` when reading fails
 */
export async function readHeader(fd: number, size: number): Promise<HeaderReading> {
  if (size === 0) return { kind: 'not-dicom', reason: 'The file is empty.' };
  const source = fileSource(fd, size);
  const layout = findLayout(source);
  if (layout === null) {
    return { kind: 'not-dicom', reason: describeOther(source.view(0, describedLength)) };
  }
  if (layout.MediaStorageSOPClassUID === dicomDirClass) return dicomDir();
  if (layout.dataSetAt >= size) {
    return damaged(`The file ends before its data set begins: it was cut short. ${sendAgain}`);
  }
  if (!isDeflated(layout.TransferSyntaxUID)) return readDataSet(source, layout.dataSetAt, layout);
  const declared = encodingOf(layout.TransferSyntaxUID);
  const inflated = await inflateDataSet(source, layout.dataSetAt, declared, headerKeeping);
  if ('problem' in inflated) return damaged(`The file ${inflated.problem}. ${sendAgain}`);
  return readDataSet(inflated.source, 0, layout);
}

/** @param at where the data set begins in `source`, which is not the file when the data set was deflated */
function readDataSet(source: ByteSource, at: number, layout: FileLayout): HeaderReading {
  const declared = encodingOf(layout.TransferSyntaxUID);
  const encoding = actualEncoding(source, at, declared) ?? declared;
  const { visit, fields } = createHeaderCollector(source, encoding);
  const walk = walkDataSet(source, at, encoding, visit);
  const header = headerOf(fields, {
    SOPClassUID: layout.MediaStorageSOPClassUID,
    TransferSyntaxUID: layout.TransferSyntaxUID || transferSyntaxOf(encoding),
  });
  if (header.SOPClassUID === dicomDirClass) return dicomDir();
  const missing = missingUid(header);
  if (layout.metaAt === null && !layout.hasPreamble && missing !== null) {
    // Nothing but a guess said that it is DICOM.
    return { kind: 'not-dicom', reason: describeOther(source.view(0, describedLength)) };
  }
  const kept = keptForm(layout, header);
  const { MediaStorageSOPInstanceUID } = layout;
  const part = { header, form: kept.form, MediaStorageSOPInstanceUID };
  if (walk.end === 'broken') {
    return damaged(`The file ${walk.problem}. It was cut short or is damaged. ${sendAgain}`, part);
  }
  if (missing !== null) {
    return { kind: 'damaged', code: 'missing-uid', reason: whyNotFiled(header, missing), part };
  }
  const pixels = judgePixelData(walk.pixelData, fields.pixels, header.TransferSyntaxUID);
  if ('problem' in pixels) {
    return damaged(`The file ${pixels.problem}. It was cut short or is damaged. ${sendAgain}`, part);
  }

  const remarks = [pixels.remark];
  if (layout.TransferSyntaxUID !== '' && !isSameEncoding(encoding, declared)) {
    remarks.push('Its data set is written in another way than it declares.');
  }
  if (walk.ignored > 512) remarks.push(`${walk.ignored} bytes behind its data set belong to nothing.`);
  remarks.push(kept.remark);
  const remark = remarks.filter((text) => text !== null).join(' ');
  return { kind: 'instance', header, form: kept.form, remark: remark === '' ? null : remark };
}

function keptForm(layout: FileLayout, header: InstanceHeader): { form: KeptForm; remark: string | null } {
  const { dataSetAt, hasPreamble, metaAt } = layout;
  if (layout.TransferSyntaxUID === '') {
    const remark =
      metaAt === null
        ? 'It had no file meta information; that was added in front of it.'
        : 'Its file meta information named no transfer syntax; it was replaced.';
    return { form: { contentAt: dataSetAt, prefix: preambleAndMeta(header), dataSetAt }, remark };
  }
  if (hasPreamble || metaAt === null) {
    return { form: { contentAt: 0, prefix: null, dataSetAt }, remark: null };
  }
  const remark = 'It had no preamble; that was added in front of it.';
  return { form: { contentAt: metaAt, prefix: preamble(), dataSetAt }, remark };
}

function whyNotFiled({ SOPClassUID }: InstanceHeader, missing: string): string {
  const objects = nonPatientObjects(SOPClassUID);
  if (objects === undefined)
    return `The file is DICOM but has no usable ${missing}. Have it exported again with its UIDs.`;
  return `The file is DICOM but of no patient (${objects}), so that it has no ${missing}. Only objects of patients can be filed; keep it elsewhere.`;
}

function isSameEncoding(one: Encoding, other: Encoding): boolean {
  return one.explicit === other.explicit && one.littleEndian === other.littleEndian;
}

function damaged(reason: string, part: ReadPart | null = null): HeaderReading {
  return { kind: 'damaged', code: 'damaged', reason, part };
}

function dicomDir(): HeaderReading {
  return {
    kind: 'not-dicom',
    isDicomDir: true,
    reason: 'The file is a DICOMDIR: only an index of other files, which are imported themselves.',
  };
}
