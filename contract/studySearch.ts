/**
 * Elements of patients, studies and series that are searched, by DICOM keyword. Those of a series are of its first
 * instance.
 */
export const searchedKeywords = [
  'PatientName',
  'PatientID',
  'OtherPatientIDs',
  'PatientBirthDate',
  'PatientSex',
  'StudyDate',
  'StudyDescription',
  'AccessionNumber',
  'StudyID',
  'StudyInstanceUID',
  'InstitutionName',
  'ReferringPhysicianName',
  'RequestedProcedureDescription',
  'Modality',
  'SeriesDescription',
  'SeriesNumber',
  'BodyPartExamined',
  'ProtocolName',
  'SequenceName',
  'Manufacturer',
  'ManufacturerModelName',
  'StationName',
  'ContrastBolusAgent',
  'ConvolutionKernel',
  'ImageType',
  'Laterality',
  'PatientPosition',
  'SliceThickness',
  'KVP',
  'MagneticFieldStrength',
] as const;
export type SearchedKeyword = (typeof searchedKeywords)[number];

/**
 * Those that are only searched where they are named: letters and numbers that nearly every study has, so that a word
 * without a keyword would find them all.
 */
export const searchedWhereNamed: readonly SearchedKeyword[] = [
  'PatientBirthDate',
  'PatientSex',
  'StudyInstanceUID',
  'SeriesNumber',
  'ImageType',
  'Laterality',
  'PatientPosition',
  'SliceThickness',
  'KVP',
  'MagneticFieldStrength',
];

/** Shorter names of some, as people type them. */
export const searchedShortNames: Readonly<Record<string, SearchedKeyword>> = {
  name: 'PatientName',
  id: 'PatientID',
  born: 'PatientBirthDate',
  sex: 'PatientSex',
  date: 'StudyDate',
  study: 'StudyDescription',
  accession: 'AccessionNumber',
  uid: 'StudyInstanceUID',
  series: 'SeriesDescription',
  body: 'BodyPartExamined',
  protocol: 'ProtocolName',
};

/** More matches of a search are not counted, so that it answers quickly however many there are. */
export const mostCounted = 10_000;
