import type { OverlayLabel } from './types.ts';

/** What is painted: values of pixels, and the label that they stand for; null where each value is a label. */
export interface PaintedLayer {
  values: ArrayLike<number>;
  label: number | null;
}

/** So many painted pictures are kept, for scrolling back and forth. */
const mostKept = 48;
const kept = new Map<string, OffscreenCanvas | null>();

/** What is painted, in which colours. */
interface Painting {
  rows: number;
  columns: number;
  labels: readonly OverlayLabel[];
  hidden: ReadonlySet<number>;
}

/**
 * Paints labels in their colours; the same thing under the same key is made and painted once.
 * @param wanted.layers makes what is painted, which takes longer than painting it
 * @returns null where there is no layer
 */
export function paintLabels(
  wanted: Painting & { key: string; layers: () => readonly PaintedLayer[] },
): OffscreenCanvas | null {
  const key = `${wanted.key}/${[...wanted.hidden].join()}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const layers = wanted.layers();
  const canvas = layers.length === 0 ? null : paint(wanted, layers);
  kept.set(key, canvas);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return canvas;
}

function paint(
  { rows, columns, labels, hidden }: Painting,
  layers: readonly PaintedLayer[],
): OffscreenCanvas {
  const colors = new Map(labels.map(({ value, color }) => [value, color]));
  const pixels = new ImageData(columns, rows);
  for (const { values, label } of layers) {
    for (let at = 0; at < rows * columns; at += 1) {
      const value = values[at] ?? 0;
      if (value === 0) continue;
      const shown = label ?? value;
      const color = hidden.has(shown) ? undefined : colors.get(shown);
      if (color === undefined) continue;
      pixels.data.set([...color, 255], at * 4);
    }
  }
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas;
}

/** Lets all painted pictures go. */
export function forgetPainted(): void {
  kept.clear();
}
