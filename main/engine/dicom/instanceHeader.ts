import type { HeaderFields } from './headerFields.ts';
import type { InstanceUids } from './identifiers.ts';
import { geometryOf } from './imageGeometry.ts';
import { patientTags, seriesTags, studyTags } from './mainTags.ts';
import type { HeaderKeyword } from './mainTags.ts';

/** Text values by DICOM keyword. */
export type MainTags = Readonly<Record<string, string>>;

/** What the archive keeps of an instance beside its bytes. Absent texts are empty. */
export interface InstanceHeader extends InstanceUids {
  SOPClassUID: string;
  TransferSyntaxUID: string;
  PatientName: string;
  StudyDate: string;
  StudyTime: string;
  StudyDescription: string;
  AccessionNumber: string;
  Modality: string;
  SeriesNumber: string;
  SeriesDescription: string;
  BodyPartExamined: string;
  /** Null when absent or no whole number. */
  InstanceNumber: number | null;
  /** ImagePositionPatient and ImageOrientationPatient (PS3.3 C.7.6.2.1.1), nine numbers; null where it has not both. */
  geometry: readonly number[] | null;
  /** TemporalPositionIdentifier, else AcquisitionNumber; null when both are absent or no whole numbers. */
  timePoint: number | null;
  /** NumberOfFrames; null when absent or no whole number above 0. */
  frames: number | null;
  /** Those of Orthanc's main DICOM tags of a patient that the instance has. */
  patientTags: MainTags;
  /** Those of Orthanc's main DICOM tags of a study that the instance has. */
  studyTags: MainTags;
  /** What else people search a series by; those that the instance has. */
  seriesTags: MainTags;
}

/**
 * The header made of what was found in the data set.
 * @param meta stands in for what the data set does not say
 */
export function headerOf(
  fields: HeaderFields,
  meta: { SOPClassUID: string; TransferSyntaxUID: string },
): InstanceHeader {
  const { texts } = fields;
  return {
    PatientID: texts.PatientID ?? '',
    PatientName: texts.PatientName ?? '',
    StudyInstanceUID: texts.StudyInstanceUID ?? '',
    StudyDate: texts.StudyDate ?? '',
    StudyTime: texts.StudyTime ?? '',
    StudyDescription: texts.StudyDescription ?? '',
    AccessionNumber: texts.AccessionNumber ?? '',
    SeriesInstanceUID: texts.SeriesInstanceUID ?? '',
    Modality: texts.Modality ?? '',
    SeriesNumber: texts.SeriesNumber ?? '',
    SeriesDescription: texts.SeriesDescription ?? '',
    BodyPartExamined: texts.BodyPartExamined ?? '',
    SOPInstanceUID: texts.SOPInstanceUID ?? '',
    SOPClassUID: texts.SOPClassUID || meta.SOPClassUID,
    TransferSyntaxUID: meta.TransferSyntaxUID,
    InstanceNumber: wholeNumber(texts.InstanceNumber),
    geometry: geometryOf(texts.ImagePositionPatient, texts.ImageOrientationPatient),
    timePoint: wholeNumber(texts.TemporalPositionIdentifier) ?? wholeNumber(texts.AcquisitionNumber),
    frames: framesOf(fields.pixels.NumberOfFrames),
    patientTags: pick(fields, patientTags.values()),
    studyTags: pick(fields, studyTags.values()),
    seriesTags: pick(fields, seriesTags.values()),
  };
}

function framesOf(stored: string | number | undefined): number | null {
  const frames = Number(stored);
  return Number.isSafeInteger(frames) && frames > 0 ? frames : null;
}

const neededUids = ['SOPInstanceUID', 'SOPClassUID', 'SeriesInstanceUID', 'StudyInstanceUID'] as const;

/** Keyword of the first UID that is absent or nothing like a UID, without which an instance cannot be filed. */
export function missingUid(header: InstanceHeader): (typeof neededUids)[number] | null {
  return neededUids.find((keyword) => !isUid(header[keyword])) ?? null;
}

/** PS3.5 9.1, with room for the letters and the lengths that devices have been seen to write. */
export function isUid(text: string): boolean {
  return /^[\dA-Za-z][\dA-Za-z._-]{0,127}$/.test(text);
}

function pick(fields: HeaderFields, keywords: Iterable<HeaderKeyword>): MainTags {
  const picked: Record<string, string> = {};
  for (const keyword of keywords) {
    const text = fields.texts[keyword];
    if (text !== undefined) picked[keyword] = text;
  }
  return picked;
}

function wholeNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  return /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}
