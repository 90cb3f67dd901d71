import { median } from '../support/index.ts';

/**
 * What a figure gained from the first third of its values to the last, medians of each, so that neither a single value
 * nor the way to the first plateau counts; the first value is from before the caches are filled and is left out.
 */
export function growth(values: readonly number[]): number {
  const settled = values.slice(1);
  const third = Math.max(1, Math.floor(settled.length / 3));
  return median(settled.slice(-third)) - median(settled.slice(0, third));
}
