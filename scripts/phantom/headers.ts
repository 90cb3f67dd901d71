import { ctOffset } from './anatomy/index.ts';
import type { SceneName } from './anatomy/index.ts';
import type { DicomTags } from './dicom/index.ts';

export const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const mrImageStorage = '1.2.840.10008.5.1.4.1.1.4';

/** What every file of the phantom says about its origin and its pixels: 12 bits stored in 16, unsigned. */
export const commonTags = {
  SpecificCharacterSet: 'ISO_IR 192',
  Manufacturer: 'DCM Processor',
  InstitutionName: 'Synthetic data, not a hospital',
  ReferringPhysicianName: '',
  AccessionNumber: '',
  StationName: 'PHANTOM',
  ManufacturerModelName: 'Phantom generator',
  DeviceSerialNumber: '1',
  SoftwareVersions: '1',
  PatientComments: 'Synthetic phantom. No person was imaged.',
  PatientPosition: 'HFS',
  PositionReferenceIndicator: '',
  AcquisitionNumber: 1,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
  BurnedInAnnotation: 'NO',
  LossyImageCompression: '00',
} as const satisfies DicomTags;

const ctTags = {
  SOPClassUID: ctImageStorage,
  Modality: 'CT',
  ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
  ContrastBolusAgent: 'Synthetic contrast',
  BodyPartExamined: 'CHEST',
  ScanOptions: 'HELICAL MODE',
  KVP: 120,
  DataCollectionDiameter: 500,
  ReconstructionDiameter: 380,
  GantryDetectorTilt: 0,
  TableHeight: 150,
  RotationDirection: 'CW',
  ExposureTime: 500,
  XRayTubeCurrent: 200,
  Exposure: 100,
  FilterType: 'NONE',
  ConvolutionKernel: 'STANDARD',
  WindowCenter: 40,
  WindowWidth: 400,
  RescaleIntercept: -ctOffset,
  RescaleSlope: 1,
  RescaleType: 'HU',
} as const satisfies DicomTags;

const mrTags = {
  SOPClassUID: mrImageStorage,
  Modality: 'MR',
  ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'SE'],
  BodyPartExamined: 'HEAD',
  ScanningSequence: 'SE',
  ScanOptions: '',
  MRAcquisitionType: '2D',
  NumberOfAverages: 1,
  ImagingFrequency: 127.74,
  MagneticFieldStrength: 3,
} as const satisfies DicomTags;

/** What the images of a scene say about how they were acquired. */
export const acquisitionTags: Readonly<Record<SceneName, DicomTags & { SOPClassUID: string }>> = {
  'ct-torso': ctTags,
  'mr-head-t1': {
    ...mrTags,
    SequenceVariant: 'NONE',
    RepetitionTime: 550,
    EchoTime: 9,
    EchoTrainLength: 1,
    FlipAngle: 90,
    WindowCenter: 600,
    WindowWidth: 1200,
  },
  'mr-head-t2': {
    ...mrTags,
    SequenceVariant: 'SK',
    RepetitionTime: 4500,
    EchoTime: 98,
    EchoTrainLength: 15,
    FlipAngle: 150,
    WindowCenter: 900,
    WindowWidth: 1800,
  },
};
