import type { Quantiles } from '../../../../contract/index.ts';

/** Steps to a doubling of the time; see `stepOf` of the schema. */
const stepsPerDoubling = 8;

/** How many lengths of time fell into each step. */
export type Spread = Map<number, number>;

/** Adds some of a step. */
export function addTo(spread: Spread, step: number, count: number): void {
  spread.set(step, (spread.get(step) ?? 0) + count);
}

/** The middle of the step in which the median and the 95th percentile lie; null where there are none. */
export function quantilesOf(spread: Spread): Quantiles | null {
  const steps = [...spread].filter(([, count]) => count > 0).toSorted(([one], [other]) => one - other);
  const total = steps.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  return { p50Ms: timeAt(steps, total * 0.5), p95Ms: timeAt(steps, total * 0.95) };
}

function timeAt(steps: readonly (readonly [step: number, count: number])[], rank: number): number {
  let seen = 0;
  let at = 0;
  for (const [step, count] of steps) {
    at = step;
    seen += count;
    if (seen >= rank) break;
  }
  return Math.round(2 ** ((at + 0.5) / stepsPerDoubling));
}
