import { endianness } from 'node:os';
import { paint } from './paint.ts';
import { normalNumbers, randomStream } from './random.ts';
import { sceneOf } from './scene.ts';
import type { SceneName } from './scene.ts';
import { turned } from './solids.ts';
import type { Matrix } from './space.ts';

/** The raster of a series. */
export interface Raster {
  rows: number;
  columns: number;
  /** Distance of neighbouring pixel centres, mm. */
  pixelSpacing: number;
  /** Direction of a row, of a column, and their normal, in patient coordinates. */
  axes: Matrix;
}

/** Largest value of a 12-bit image. */
const ceiling = 4095;

/** Prime, so that the noise of one row does not stand below itself in the next. */
const noiseLength = 65_521;

/**
 * Makes a function that renders the slice at a level (mm along the raster's normal) as unsigned 16-bit little-endian
 * pixels of 12 bits. The same seed, raster and level give the same bytes.
 */
export function createRenderer(name: SceneName, seed: string, raster: Raster): (level: number) => Buffer {
  const scene = sceneOf(name, seed);
  const parts = scene.parts.map(({ solid, signal }) => ({ solid: turned(solid, raster.axes), signal }));
  const noise = normalNumbers(randomStream(`${seed} ${name} noise`), noiseLength);
  const { rows, columns, pixelSpacing: spacing } = raster;
  const left = firstCentre(columns, spacing);
  const top = firstCentre(rows, spacing);
  const values = new Float32Array(rows * columns);

  return (level) => {
    values.fill(scene.background);
    for (const { solid, signal } of parts) {
      paint({ rows, columns, spacing, left, top, level, values }, solid, signal);
    }
    const pixels = new Uint16Array(values.length);
    let grain = Math.floor(randomStream(`${seed} ${level}`)() * noiseLength);
    for (let row = 0, index = 0; row < rows; row += 1) {
      const y = top + row * spacing;
      for (let column = 0; column < columns; column += 1, index += 1) {
        grain = grain + 1 === noiseLength ? 0 : grain + 1;
        const signal = (values[index] ?? 0) + scene.noise * (noise[grain] ?? 0);
        const stored = Math.round(scene.stored(signal, left + column * spacing, y));
        pixels[index] = Math.min(ceiling, Math.max(0, stored));
      }
    }
    return littleEndian(pixels);
  };
}

function littleEndian(pixels: Uint16Array): Buffer {
  const bytes = Buffer.from(pixels.buffer);
  return endianness() === 'BE' ? bytes.swap16() : bytes;
}

/** Centre of the first of `count` pixels that lie symmetrically about zero, mm. */
export function firstCentre(count: number, spacing: number): number {
  return (-(count - 1) / 2) * spacing;
}
