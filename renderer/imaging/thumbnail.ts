import { cache, imageLoader } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import { imageIdOf } from './imageIds.ts';
import { readObjectFile } from './objectFile.ts';
import { autoWindow } from './windowing.ts';

/**
 * A small picture of the middle of an object, as a PNG; null where the object has no image. Nothing of it stays in the
 * cache of the viewer.
 * @param side longest side, in pixels
 * @throws ImageProblem, or what the decoders throw
 */
export async function makeThumbnail(
  object: { address: string; SOPInstanceUID: string },
  side: number,
): Promise<Blob | null> {
  const file = await readObjectFile(object.address);
  try {
    if (!file.hasPixels) return null;
    const isMultiFrame = file.frames > 1;
    const imageId = imageIdOf({ ...object, frame: Math.ceil(file.frames / 2), isMultiFrame });
    // The viewer may have it already, and keeps it then.
    const known = cache.getImage(imageId);
    const image = known ?? (await imageLoader.loadImage(imageId));
    return await draw(image, side);
  } finally {
    file.release();
  }
}

async function draw(image: Types.IImage, side: number): Promise<Blob> {
  const { columns, rows } = image;
  const factor = Math.min(1, side / Math.max(columns, rows));
  const width = Math.max(1, Math.round(columns * factor));
  const height = Math.max(1, Math.round(rows * factor));
  const values = image.getPixelData();
  const channels = Math.max(1, Math.round(values.length / (columns * rows)));
  const { lower, factor: grey } = greyOf(image, values, channels);
  const pixels = new ImageData(width, height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(rows - 1, Math.floor((y + 0.5) / factor));
    for (let x = 0; x < width; x += 1) {
      const column = Math.min(columns - 1, Math.floor((x + 0.5) / factor));
      const from = (row * columns + column) * channels;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = values[from + (channels >= 3 ? channel : 0)] ?? 0;
        pixels.data[at + channel] = channels >= 3 ? value : (value - lower) * grey;
      }
      pixels.data[at + 3] = 255;
    }
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** How stored values become grey ones. */
function greyOf(
  image: Types.IImage,
  values: ArrayLike<number>,
  channels: number,
): { lower: number; factor: number } {
  if (channels >= 3) return { lower: 0, factor: 1 };
  const { center, width } = autoWindow(values, 1, 0);
  const isInverse = image.photometricInterpretation === 'MONOCHROME1';
  const lower = center - width / 2;
  return isInverse ? { lower: lower + width, factor: -255 / width } : { lower, factor: 255 / width };
}
