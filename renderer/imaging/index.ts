/**
 * What draws medical images: cornerstone3D with its decoders, in a file of its own that is loaded when somebody looks
 * at an image. Only `import()` of this face reaches it.
 */
export { holdImages, startImaging } from './start.ts';
export { openPane } from './pane.ts';
export type { Pane, PaneState } from './pane.ts';
export type { Picture } from './imageIds.ts';
export { readObjectFile } from './objectFile.ts';
export type { ObjectFile } from './objectFile.ts';
export {
  removeDrawn,
  restoreMeasurements,
  selectedMeasurements,
  watchMeasurements,
  writeBeside,
} from './measuring/index.ts';
export { showReferenceLines, takeTool } from './tools.ts';
export type { PrimaryTool } from './tools.ts';
export { ctWindows } from './windowing.ts';
export type { GreyWindow } from './windowing.ts';
export { ImageProblem } from './imageProblem.ts';
export { makeThumbnail } from './thumbnail.ts';
export { drawOverlay, readNiftiOverlay, readSegmentation } from './overlays/index.ts';
export type { Overlay, OverlayLabel } from './overlays/index.ts';
export { encapsulatedBytes, openPdf, readReport } from './documents/index.ts';
export type { PdfDocument, ReportItem } from './documents/index.ts';
