/** Writes DICOM byte by byte, for tests of other rooms. */
export {
  dataSet,
  element,
  encapsulated,
  endOfItem,
  endOfSequence,
  fileHead,
  imageTags,
  item,
} from './bytes.ts';
