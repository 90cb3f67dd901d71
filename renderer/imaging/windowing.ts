/** A window of grey values: what lies below is black, what lies above white (PS3.3 C.11.2). */
export interface GreyWindow {
  center: number;
  width: number;
}

/** Its ends, as the function LINEAR has them (PS3.3 C.11.2.1.2.1): the first white value and the last black one. */
export function rangeOf({ center, width }: GreyWindow): { lower: number; upper: number } {
  const half = (Math.max(1, width) - 1) / 2;
  return { lower: center - 0.5 - half, upper: center - 0.5 + half };
}

/** The window that has these ends. */
export function windowOf({ lower, upper }: { lower: number; upper: number }): GreyWindow {
  return { center: (lower + upper + 1) / 2, width: upper - lower + 1 };
}

/** Presets in Hounsfield units, for CT alone. */
export const ctWindows = {
  softTissue: { center: 40, width: 400 },
  lung: { center: -600, width: 1500 },
  bone: { center: 480, width: 2500 },
  brain: { center: 40, width: 80 },
} as const satisfies Record<string, GreyWindow>;

/** So many values are looked at; a picture says enough of itself in them. */
const mostSampled = 65_536;

/**
 * A window that shows what an image has: from the first to the 99th percentile of its values, in modality units. One
 * value alone still gets a window, which is one wide.
 */
export function autoWindow(values: ArrayLike<number>, slope: number, intercept: number): GreyWindow {
  const step = Math.max(1, Math.floor(values.length / mostSampled));
  const sample: number[] = [];
  for (let index = 0; index < values.length; index += step) {
    const value = values[index] ?? 0;
    if (Number.isFinite(value)) sample.push(value);
  }
  sample.sort((one, other) => one - other);
  const at = (share: number) => sample[Math.round(share * (sample.length - 1))] ?? 0;
  const ends = [at(0.01), at(0.99)].map((value) => value * slope + intercept);
  const lower = Math.min(...ends);
  const upper = Math.max(...ends);
  return windowOf({ lower, upper: Math.max(upper, lower + 1) });
}
