import type { InstanceUids } from './identifiers.ts';

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
  /** Those of Orthanc's main DICOM tags of a patient that the instance has. */
  patientTags: MainTags;
  /** Those of Orthanc's main DICOM tags of a study that the instance has. */
  studyTags: MainTags;
}
