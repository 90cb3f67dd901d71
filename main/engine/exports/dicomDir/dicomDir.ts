import { randomUUID } from 'node:crypto';
import { dicomDirClass, preambleAndMeta, writeTexts } from '../../dicom/index.ts';
import type { TextElement } from '../../dicom/index.ts';
import type { ExportEntry } from '../types.ts';
import { recordTypeOf } from './recordType.ts';

const explicitLittleEndian = '1.2.840.10008.1.2.1';
/** Item tag and length, the two offsets and the flag, each with its head. */
const itemHead = 8;
const fixedPart = 12 + 10 + 12;
/** What stands before the records: file-set id, two offsets, the flag, the head of the sequence. */
const beforeRecords = 8 + 12 + 12 + 10 + 12;

interface DirectoryRecord {
  /** Behind the offsets and the flag. */
  content: Buffer;
  below: Map<string, DirectoryRecord>;
}

/** The index of a medium while its files are being written. */
export interface DicomDir {
  /** Files of a series should come one after the other. */
  add(entry: Pick<ExportEntry, 'path' | 'record'>): void;
  /** The whole DICOMDIR. */
  bytes(): Buffer;
}

/**
 * Begins a DICOMDIR with the records that every medium has: patients, studies, series and their instances. What is
 * required and missing in the files is made up where readers need it to tell things apart (PatientID, StudyID, numbers),
 * and left empty elsewhere.
 */
export function createDicomDir(): DicomDir {
  const root = new Map<string, DirectoryRecord>();

  function enter(
    level: Map<string, DirectoryRecord>,
    key: string,
    make: () => DirectoryRecord,
  ): Map<string, DirectoryRecord> {
    const record = level.get(key) ?? make();
    level.set(key, record);
    return record.below;
  }
  return {
    add({ path, record }) {
      const studies = enter(root, record.PatientID, () =>
        directoryRecord('PATIENT', [
          text(0x0010_0010, 'PN', record.PatientName),
          text(0x0010_0020, 'LO', record.PatientID || `NO-ID-${root.size + 1}`),
        ]),
      );
      const series = enter(studies, record.StudyInstanceUID, () =>
        directoryRecord('STUDY', [
          text(0x0008_0020, 'DA', record.StudyDate),
          text(0x0008_0030, 'TM', record.StudyTime),
          text(0x0008_0050, 'SH', record.AccessionNumber),
          text(0x0008_1030, 'LO', record.StudyDescription),
          text(0x0020_000d, 'UI', record.StudyInstanceUID),
          text(0x0020_0010, 'SH', record.StudyID || String(studies.size + 1)),
        ]),
      );
      const instances = enter(series, record.SeriesInstanceUID, () =>
        directoryRecord('SERIES', [
          text(0x0008_0060, 'CS', record.Modality),
          text(0x0020_000e, 'UI', record.SeriesInstanceUID),
          text(0x0020_0011, 'IS', record.SeriesNumber || String(series.size + 1)),
        ]),
      );
      enter(instances, record.SOPInstanceUID, () =>
        directoryRecord(
          recordTypeOf(record.SOPClassUID),
          [text(0x0020_0013, 'IS', String(record.InstanceNumber ?? instances.size + 1))],
          [
            text(0x0004_1500, 'CS', path.replaceAll('/', '\\')),
            text(0x0004_1510, 'UI', record.SOPClassUID),
            text(0x0004_1511, 'UI', record.SOPInstanceUID),
            text(0x0004_1512, 'UI', record.TransferSyntaxUID),
          ],
        ),
      );
    },
    bytes() {
      const meta = preambleAndMeta({
        SOPClassUID: dicomDirClass,
        SOPInstanceUID: `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`,
        TransferSyntaxUID: explicitLittleEndian,
      });
      const records = Buffer.concat(itemsOf(root, meta.length + beforeRecords));
      const offsets = [...place(root, meta.length + beforeRecords)].map(({ at }) => at);
      return Buffer.concat([
        meta,
        elementHead(0x0004_1130, 'CS', 0),
        offset(0x0004_1200, offsets[0] ?? 0),
        offset(0x0004_1202, offsets.at(-1) ?? 0),
        short(0x0004_1212, 0),
        sequenceHead(records.length),
        records,
      ]);
    },
  };
}

const text = (tag: number, vr: TextElement['vr'], value: string): TextElement => ({ tag, vr, value });

function directoryRecord(
  type: string,
  keys: readonly TextElement[],
  reference: readonly TextElement[] = [],
): DirectoryRecord {
  const own = writeTexts([text(0x0004_1430, 'CS', type), ...reference], explicitLittleEndian);
  // Apart: the character set of the keys stands between them.
  const content = Buffer.concat([own, writeTexts(keys, explicitLittleEndian)]);
  return { content, below: new Map() };
}

const sizeOf = ({ content }: DirectoryRecord) => itemHead + fixedPart + content.length;

/** Bytes of a record with all below it. */
function wholeSize(record: DirectoryRecord): number {
  let size = sizeOf(record);
  for (const one of record.below.values()) size += wholeSize(one);
  return size;
}

/** Where the records of a level begin, one followed by all below it. */
function* place(
  level: ReadonlyMap<string, DirectoryRecord>,
  start: number,
): Generator<{ record: DirectoryRecord; at: number }> {
  let at = start;
  for (const record of level.values()) {
    yield { record, at };
    at += wholeSize(record);
  }
}

function itemsOf(level: ReadonlyMap<string, DirectoryRecord>, start: number): Buffer[] {
  const placed = [...place(level, start)];
  return placed.flatMap(({ record, at }, index) => {
    const lowerAt = at + sizeOf(record);
    const head = Buffer.alloc(itemHead);
    head.writeUInt16LE(0xfffe, 0);
    head.writeUInt16LE(0xe000, 2);
    head.writeUInt32LE(sizeOf(record) - itemHead, 4);
    return [
      head,
      offset(0x0004_1400, placed[index + 1]?.at ?? 0),
      short(0x0004_1410, 0xffff),
      offset(0x0004_1420, record.below.size === 0 ? 0 : lowerAt),
      record.content,
      ...itemsOf(record.below, lowerAt),
    ];
  });
}

function elementHead(tag: number, vr: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, 'latin1');
  head.writeUInt16LE(length, 6);
  return head;
}

function offset(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return Buffer.concat([elementHead(tag, 'UL', 4), bytes]);
}

function short(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return Buffer.concat([elementHead(tag, 'US', 2), bytes]);
}

function sequenceHead(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return Buffer.concat([elementHead(0x0004_1220, 'SQ', 0), bytes]);
}
