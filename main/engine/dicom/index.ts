/** Pure knowledge of DICOM: headers, identifiers, text. Ground floor: touches files only to read them. */
export { readHeader } from './readHeader.ts';
export type { HeaderReading, KeptForm } from './readHeader.ts';
export type { InstanceHeader } from './instanceHeader.ts';
export { readTags } from './readTags.ts';
export { identifiersOf } from './identifiers.ts';
export type { Identifiers, InstanceUids } from './identifiers.ts';
export { mayBeDicom } from './fileLayout.ts';
export { describedLength, describeOther } from './otherFormats.ts';
export { searchWords } from './searchWords.ts';
