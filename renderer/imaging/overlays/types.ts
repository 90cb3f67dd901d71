import type { Picture } from '../imageIds.ts';
import type { ImagePlacing } from '../placing.ts';
import type { Affine } from '../plane.ts';

/** One of the things that an overlay marks. */
export interface OverlayLabel {
  value: number;
  /** As the file calls it; empty where it does not. */
  name: string;
  /** Red, green and blue, 0 to 255. */
  color: readonly [number, number, number];
}

/** A marking that is ready to be drawn: a picture, and where its pixels lie among those of the image. */
export interface OverlayLayer {
  bitmap: CanvasImageSource;
  toImage: Affine;
}

/** What can be laid over images. */
export interface Overlay {
  labels: readonly OverlayLabel[];
  /** What of it lies on a picture, without the labels that are hidden; null where nothing does. */
  layer(picture: Picture, placing: ImagePlacing, hidden: ReadonlySet<number>): OverlayLayer | null;
}
