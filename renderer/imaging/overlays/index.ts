/** What can be laid over images, and how it is drawn. */
export { drawOverlay } from './draw.ts';
export { readNiftiOverlay } from './niftiOverlay.ts';
export { forgetPainted } from './paint.ts';
export { readSegmentation } from './segmentation.ts';
export type { Overlay, OverlayLabel } from './types.ts';
