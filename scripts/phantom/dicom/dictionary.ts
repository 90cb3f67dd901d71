/**
 * The elements the phantom writes: tag and value representation by DICOM keyword (PS3.6).
 * Only what is written is listed; private and odd elements are given as `RawElement`.
 */
export const dictionary = {
  FileMetaInformationVersion: [0x00020001, 'OB'],
  MediaStorageSOPClassUID: [0x00020002, 'UI'],
  MediaStorageSOPInstanceUID: [0x00020003, 'UI'],
  TransferSyntaxUID: [0x00020010, 'UI'],
  ImplementationClassUID: [0x00020012, 'UI'],
  ImplementationVersionName: [0x00020013, 'SH'],
  SpecificCharacterSet: [0x00080005, 'CS'],
  ImageType: [0x00080008, 'CS'],
  InstanceCreationDate: [0x00080012, 'DA'],
  InstanceCreationTime: [0x00080013, 'TM'],
  SOPClassUID: [0x00080016, 'UI'],
  SOPInstanceUID: [0x00080018, 'UI'],
  StudyDate: [0x00080020, 'DA'],
  SeriesDate: [0x00080021, 'DA'],
  AcquisitionDate: [0x00080022, 'DA'],
  ContentDate: [0x00080023, 'DA'],
  StudyTime: [0x00080030, 'TM'],
  SeriesTime: [0x00080031, 'TM'],
  AcquisitionTime: [0x00080032, 'TM'],
  ContentTime: [0x00080033, 'TM'],
  AccessionNumber: [0x00080050, 'SH'],
  Modality: [0x00080060, 'CS'],
  Manufacturer: [0x00080070, 'LO'],
  InstitutionName: [0x00080080, 'LO'],
  ReferringPhysicianName: [0x00080090, 'PN'],
  CodeValue: [0x00080100, 'SH'],
  CodingSchemeDesignator: [0x00080102, 'SH'],
  CodeMeaning: [0x00080104, 'LO'],
  StationName: [0x00081010, 'SH'],
  StudyDescription: [0x00081030, 'LO'],
  SeriesDescription: [0x0008103e, 'LO'],
  ManufacturerModelName: [0x00081090, 'LO'],
  PatientName: [0x00100010, 'PN'],
  PatientID: [0x00100020, 'LO'],
  PatientBirthDate: [0x00100030, 'DA'],
  PatientSex: [0x00100040, 'CS'],
  OtherPatientIDs: [0x00101000, 'LO'],
  PatientAge: [0x00101010, 'AS'],
  PatientSize: [0x00101020, 'DS'],
  PatientWeight: [0x00101030, 'DS'],
  PatientComments: [0x00104000, 'LT'],
  ContrastBolusAgent: [0x00180010, 'LO'],
  BodyPartExamined: [0x00180015, 'CS'],
  ScanningSequence: [0x00180020, 'CS'],
  SequenceVariant: [0x00180021, 'CS'],
  ScanOptions: [0x00180022, 'CS'],
  MRAcquisitionType: [0x00180023, 'CS'],
  SliceThickness: [0x00180050, 'DS'],
  KVP: [0x00180060, 'DS'],
  RepetitionTime: [0x00180080, 'DS'],
  EchoTime: [0x00180081, 'DS'],
  NumberOfAverages: [0x00180083, 'DS'],
  ImagingFrequency: [0x00180084, 'DS'],
  MagneticFieldStrength: [0x00180087, 'DS'],
  SpacingBetweenSlices: [0x00180088, 'DS'],
  EchoTrainLength: [0x00180091, 'IS'],
  DeviceSerialNumber: [0x00181000, 'LO'],
  SoftwareVersions: [0x00181020, 'LO'],
  ProtocolName: [0x00181030, 'LO'],
  DataCollectionDiameter: [0x00180090, 'DS'],
  ReconstructionDiameter: [0x00181100, 'DS'],
  GantryDetectorTilt: [0x00181120, 'DS'],
  TableHeight: [0x00181130, 'DS'],
  RotationDirection: [0x00181140, 'CS'],
  ExposureTime: [0x00181150, 'IS'],
  XRayTubeCurrent: [0x00181151, 'IS'],
  Exposure: [0x00181152, 'IS'],
  FilterType: [0x00181160, 'SH'],
  ConvolutionKernel: [0x00181210, 'SH'],
  FlipAngle: [0x00181314, 'DS'],
  PatientPosition: [0x00185100, 'CS'],
  StudyInstanceUID: [0x0020000d, 'UI'],
  SeriesInstanceUID: [0x0020000e, 'UI'],
  StudyID: [0x00200010, 'SH'],
  SeriesNumber: [0x00200011, 'IS'],
  AcquisitionNumber: [0x00200012, 'IS'],
  InstanceNumber: [0x00200013, 'IS'],
  ImagePositionPatient: [0x00200032, 'DS'],
  ImageOrientationPatient: [0x00200037, 'DS'],
  FrameOfReferenceUID: [0x00200052, 'UI'],
  TemporalPositionIdentifier: [0x00200100, 'IS'],
  PositionReferenceIndicator: [0x00201040, 'LO'],
  SliceLocation: [0x00201041, 'DS'],
  ImageComments: [0x00204000, 'LT'],
  SamplesPerPixel: [0x00280002, 'US'],
  PhotometricInterpretation: [0x00280004, 'CS'],
  NumberOfFrames: [0x00280008, 'IS'],
  Rows: [0x00280010, 'US'],
  Columns: [0x00280011, 'US'],
  PixelSpacing: [0x00280030, 'DS'],
  BitsAllocated: [0x00280100, 'US'],
  BitsStored: [0x00280101, 'US'],
  HighBit: [0x00280102, 'US'],
  PixelRepresentation: [0x00280103, 'US'],
  BurnedInAnnotation: [0x00280301, 'CS'],
  WindowCenter: [0x00281050, 'DS'],
  WindowWidth: [0x00281051, 'DS'],
  RescaleIntercept: [0x00281052, 'DS'],
  RescaleSlope: [0x00281053, 'DS'],
  RescaleType: [0x00281054, 'LO'],
  LossyImageCompression: [0x00282110, 'CS'],
  PerformedProcedureStepDescription: [0x00400254, 'LO'],
  RequestAttributesSequence: [0x00400275, 'SQ'],
  ScheduledProcedureStepDescription: [0x00400007, 'LO'],
  ScheduledProcedureStepID: [0x00400009, 'SH'],
  RequestedProcedureID: [0x00401001, 'SH'],
  PixelData: [0x7fe00010, 'OW'],
} as const satisfies Record<string, readonly [tag: number, vr: VR]>;

/** Value representations the encoder knows (PS3.5 section 6.2). */
export type VR = TextVR | NumberTextVR | BinaryNumberVR | BytesVR | 'SQ';
type TextVR = 'AE' | 'AS' | 'CS' | 'DA' | 'LO' | 'LT' | 'PN' | 'SH' | 'ST' | 'TM' | 'UI';
type NumberTextVR = 'DS' | 'IS';
type BinaryNumberVR = 'FD' | 'SS' | 'UL' | 'US';
type BytesVR = 'OB' | 'OW' | 'UN';

/** DICOM keyword of an element of `dictionary`. */
export type Keyword = keyof typeof dictionary;

type ValueOf<V extends VR> = V extends 'SQ'
  ? readonly DicomTags[]
  : V extends BytesVR
    ? Buffer
    : V extends BinaryNumberVR
      ? number | readonly number[]
      : V extends NumberTextVR
        ? string | number | readonly (string | number)[]
        : string | readonly string[];

/**
 * Elements by keyword. Lists are multi-valued; a `Buffer` is taken as the value's bytes whatever the representation
 * (so a test can write any character set or nonsense); `undefined` leaves the element out, `''` writes it empty.
 */
export type DicomTags = {
  readonly [K in Keyword]?: ValueOf<(typeof dictionary)[K][1]> | Buffer | undefined;
};

/** An element outside the dictionary, e.g. a private one. */
export interface RawElement {
  /** `0xggggeeee` */
  tag: number;
  vr: VR;
  value: ElementValue;
}

export type ElementValue = string | number | Buffer | readonly (string | number)[] | readonly DicomTags[];
