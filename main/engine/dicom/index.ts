/** Pure knowledge of DICOM: headers, identifiers, text. Ground floor: touches files only to read them. */
export { identifiersOf } from './identifiers.ts';
export type { Identifiers, InstanceUids } from './identifiers.ts';
export type { InstanceHeader, MainTags } from './instanceHeader.ts';
