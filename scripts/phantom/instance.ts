import { ctImageStorage, acquisitionTags, commonTags } from './headers.ts';
import { encodeDataset, filePrefix, uidOf } from './dicom/index.ts';
import type { DicomTags, RawElement } from './dicom/index.ts';

/** Tags of `buildInstance`: those that identify or place the instance are single values. */
export type InstanceTags = Omit<
  DicomTags,
  'SOPClassUID' | 'SOPInstanceUID' | 'InstanceNumber' | 'Rows' | 'Columns'
> & {
  SOPClassUID?: string | undefined;
  SOPInstanceUID?: string | undefined;
  InstanceNumber?: number;
  Rows?: number;
  Columns?: number;
};

/**
 * One complete DICOM file in memory: a valid CT image of 4 x 4 pixels with the given tags in place of the default ones.
 * A tag that is `undefined` is left out. The UIDs that are not given follow from what is: the study's from PatientID and
 * StudyID, the series' from the study's and SeriesNumber, the instance's from the series' and InstanceNumber. So
 * `buildInstance({ InstanceNumber: 2 })` is the neighbour of `buildInstance({})`, 5 mm further up.
 *
 * @param more `extra`: elements outside the dictionary; `TransferSyntaxUID`: what the file claims, the data set is
 *   always Explicit VR Little Endian
 */
export function buildInstance(
  tags: InstanceTags = {},
  more: { extra?: readonly RawElement[]; TransferSyntaxUID?: string } = {},
): Buffer {
  const { InstanceNumber = 1, Rows = 4, Columns = 4 } = tags;
  const identity = { PatientID: 'TEST-1', StudyID: '1', SeriesNumber: 1, ...definedOf(tags) };
  const StudyInstanceUID =
    tags.StudyInstanceUID ?? uidOf(String(identity.PatientID), String(identity.StudyID));
  const SeriesInstanceUID =
    tags.SeriesInstanceUID ?? uidOf(String(StudyInstanceUID), String(identity.SeriesNumber));
  const SOPInstanceUID = tags.SOPInstanceUID ?? uidOf(String(SeriesInstanceUID), InstanceNumber);
  const SOPClassUID = tags.SOPClassUID ?? ctImageStorage;

  const dataset = encodeDataset(
    {
      ...commonTags,
      ...acquisitionTags['ct-torso'],
      PatientName: 'Phantom^Test',
      PatientID: 'TEST-1',
      PatientSex: 'O',
      PatientBirthDate: '19700101',
      StudyInstanceUID,
      StudyID: '1',
      StudyDate: '20240311',
      StudyTime: '120000',
      StudyDescription: 'Test study',
      SeriesInstanceUID,
      SeriesNumber: 1,
      SeriesDescription: 'Test series',
      FrameOfReferenceUID: uidOf(String(StudyInstanceUID), 'frame of reference'),
      SOPClassUID,
      SOPInstanceUID,
      InstanceNumber,
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      ImagePositionPatient: [0, 0, 5 * InstanceNumber],
      SliceThickness: 5,
      PixelSpacing: [1, 1],
      Rows,
      Columns,
      PixelData: Buffer.alloc(Rows * Columns * 2, InstanceNumber % 256),
      ...tags,
    },
    more.extra,
  );
  const prefix = filePrefix({ SOPClassUID, SOPInstanceUID, TransferSyntaxUID: more.TransferSyntaxUID });
  return Buffer.concat([prefix, dataset]);
}

/** Without the entries whose value is `undefined`, so that they do not hide a default. */
function definedOf(tags: InstanceTags): InstanceTags {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));
}
