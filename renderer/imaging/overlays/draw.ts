import type { Picture } from '../imageIds.ts';
import type { ImagePlacing } from '../placing.ts';
import { afterwards } from '../plane.ts';
import type { Overlay } from './types.ts';

/**
 * Draws overlays over a picture, on a canvas that lies above its pane. Not as labelmaps of cornerstone3D: those need
 * WebGL, and this looks the same with and without.
 * @returns how many of the overlays have something on this picture
 */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  picture: Picture,
  placing: ImagePlacing | null,
  shown: { overlays: readonly { overlay: Overlay; hidden: ReadonlySet<number> }[]; opacity: number },
): number {
  const { clientWidth, clientHeight } = canvas;
  const dense = window.devicePixelRatio;
  const [width, height] = [Math.round(clientWidth * dense), Math.round(clientHeight * dense)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (context === null) return 0;
  context.resetTransform();
  context.clearRect(0, 0, width, height);
  if (placing === null) return 0;
  context.imageSmoothingEnabled = false;
  context.globalAlpha = shown.opacity;
  let drawn = 0;
  for (const { overlay, hidden } of shown.overlays) {
    const layer = overlay.layer(picture, placing, hidden);
    if (layer === null) continue;
    const { a, b, c, d, e, f } = afterwards(placing.toCanvas, layer.toImage);
    context.setTransform(dense * a, dense * b, dense * c, dense * d, dense * e, dense * f);
    // Coordinates name centres of pixels; pictures are drawn by their corners.
    context.drawImage(layer.bitmap, -0.5, -0.5);
    drawn += 1;
  }
  return drawn;
}
