import type { OverlayLabel } from './types.ts';

/** What is painted: values of pixels, and the label that they stand for; null where each value is a label. */
export interface PaintedLayer {
  values: ArrayLike<number>;
  label: number | null;
}

/** So many painted pictures are kept, for scrolling back and forth. */
const mostKept = 48;
const kept = new Map<string, OffscreenCanvas>();

/** Paints labels in their colours; the same thing under the same key is painted once. */
export function paintLabels(wanted: {
  key: string;
  rows: number;
  columns: number;
  labels: readonly OverlayLabel[];
  hidden: ReadonlySet<number>;
  layers: readonly PaintedLayer[];
}): OffscreenCanvas {
  const { rows, columns, labels, hidden, layers } = wanted;
  const key = `${wanted.key}/${[...hidden].join()}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
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
  kept.set(key, canvas);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return canvas;
}

/** Lets all painted pictures go. */
export function forgetPainted(): void {
  kept.clear();
}
