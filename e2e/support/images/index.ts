/** Images whose every value is known, objects that belong to them, and reading what the window drew. */
export { maskWorker, segmentationNames, writeOutOfOrder, writeSegmentations, writeStudy } from './objects.ts';
export { quarters, syntaxNames, writeSyntaxes, writeUndecodable } from './phantom.ts';
export { readBack } from './readBack.ts';
