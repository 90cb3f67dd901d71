/**
 * Pure knowledge of DICOM: headers, identifiers, text. Ground floor: touches files only to read them.
 *
 * The encoding of PS3.5 is read here and not by a library: those for Node want whole files in memory, hand back values
 * of a file that was cut short without a word, or run out of stack on deep nesting. Here a file is walked by seeking,
 * in small memory, to its end.
 */
export { memorySource } from './byteSource.ts';
export type { ByteSource } from './byteSource.ts';
export { readElement, tags } from './elements.ts';
export type { Element, Encoding } from './elements.ts';
export { haveSameElements } from './sameElements.ts';
export { encodingOf, mayBeReencoded } from './transferSyntaxes.ts';
export { readHeader } from './readHeader.ts';
export type { HeaderReading, KeptForm } from './readHeader.ts';
export { readTrustedHeader } from './trustedHeader.ts';
export { packGeometry, unpackGeometry } from './imageGeometry.ts';
export type { InstanceHeader } from './instanceHeader.ts';
export { isDicomDirStart, readDicomDir } from './dicomDir.ts';
export { dicomDirClass } from './dicomDirClass.ts';
export { fillUids } from './fillUids.ts';
export { loadDictionary, readTags, readTagsOf } from './readTags.ts';
export { readElementAt, readElements } from './readElements.ts';
export { readValues } from './readValues.ts';
export { tagsOf } from './tagsOf.ts';
export { missingUid } from './instanceHeader.ts';
export { nonPatientObjects } from './nonPatientClasses.ts';
export { implementation, preambleAndMeta } from './fileMeta.ts';
export { gatheredBy, identifiersOf, nobody } from './identifiers.ts';
export type { Identifiers, InstanceUids } from './identifiers.ts';
export { locateDataSet, locateDataSetIn, mayBeDicom } from './fileLayout.ts';
export { describedLength, describeOther } from './otherFormats.ts';
export { writeTexts } from './writeTexts.ts';
export type { TextElement } from './writeTexts.ts';
export { searchWords } from './searchWords.ts';
