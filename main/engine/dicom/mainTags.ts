/** A table of keywords by tag. */
function named<Name extends string>(...entries: readonly [number, Name][]): ReadonlyMap<number, Name> {
  return new Map(entries);
}

/** Orthanc's main DICOM tags of a patient. */
export const patientTags = named(
  [0x0010_0010, 'PatientName'],
  [0x0010_0020, 'PatientID'],
  [0x0010_0030, 'PatientBirthDate'],
  [0x0010_0040, 'PatientSex'],
  [0x0010_1000, 'OtherPatientIDs'],
);

/** Orthanc's main DICOM tags of a study. */
export const studyTags = named(
  [0x0008_0020, 'StudyDate'],
  [0x0008_0030, 'StudyTime'],
  [0x0008_0050, 'AccessionNumber'],
  [0x0008_0080, 'InstitutionName'],
  [0x0008_0090, 'ReferringPhysicianName'],
  [0x0008_1030, 'StudyDescription'],
  [0x0020_000d, 'StudyInstanceUID'],
  [0x0020_0010, 'StudyID'],
  [0x0032_1032, 'RequestingPhysician'],
  [0x0032_1060, 'RequestedProcedureDescription'],
);

/** What is kept of a series and an instance. */
const seriesAndInstanceTags = named(
  [0x0008_0016, 'SOPClassUID'],
  [0x0008_0018, 'SOPInstanceUID'],
  [0x0008_0060, 'Modality'],
  [0x0008_103e, 'SeriesDescription'],
  [0x0018_0015, 'BodyPartExamined'],
  [0x0020_000e, 'SeriesInstanceUID'],
  [0x0020_0011, 'SeriesNumber'],
  [0x0020_0012, 'AcquisitionNumber'],
  [0x0020_0013, 'InstanceNumber'],
  [0x0020_0032, 'ImagePositionPatient'],
  [0x0020_0037, 'ImageOrientationPatient'],
  [0x0020_0100, 'TemporalPositionIdentifier'],
);

/** What else is kept of a series, of its first instance: people search by it. */
export const seriesTags = named(
  [0x0008_0008, 'ImageType'],
  [0x0008_0070, 'Manufacturer'],
  [0x0008_1010, 'StationName'],
  [0x0008_1090, 'ManufacturerModelName'],
  [0x0018_0010, 'ContrastBolusAgent'],
  [0x0018_0024, 'SequenceName'],
  [0x0018_0050, 'SliceThickness'],
  [0x0018_0060, 'KVP'],
  [0x0018_0087, 'MagneticFieldStrength'],
  [0x0018_1030, 'ProtocolName'],
  [0x0018_1210, 'ConvolutionKernel'],
  [0x0018_5100, 'PatientPosition'],
  [0x0020_0060, 'Laterality'],
);

/** All texts that are read of a header. */
export const headerTags = named(...patientTags, ...studyTags, ...seriesAndInstanceTags, ...seriesTags);

/** What tells how many bytes the pixels take (PS3.3 C.7.6.3). */
export const pixelTags = named(
  [0x0028_0002, 'SamplesPerPixel'],
  [0x0028_0004, 'PhotometricInterpretation'],
  [0x0028_0008, 'NumberOfFrames'],
  [0x0028_0010, 'Rows'],
  [0x0028_0011, 'Columns'],
  [0x0028_0100, 'BitsAllocated'],
);

type Names<Table> = Table extends ReadonlyMap<number, infer Name> ? Name : never;
export type HeaderKeyword = Names<typeof headerTags>;
export type PixelKeyword = Names<typeof pixelTags>;
