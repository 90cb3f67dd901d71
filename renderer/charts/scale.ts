import { scaleLinear } from 'd3-scale';
import { formatCount, formatDuration } from '../format/index.ts';

/** What the height of a chart stands for. */
export interface Height {
  /** Of the highest value there may be. */
  most: number;
  marks: { value: number; label: string }[];
}

/** For numbers of things: round marks, none between two whole numbers. */
export function heightOfCounts(highest: number): Height {
  const scale = scaleLinear([0, Math.max(1, highest)], [0, 1]).nice(3);
  const marks = scale.ticks(3).filter((value) => Number.isInteger(value) && value > 0);
  return {
    most: scale.domain()[1] ?? 1,
    marks: marks.map((value) => ({ value, label: formatCount(value) })),
  };
}

/** Lengths of time that a clock has marks for, in ms. */
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 20, 30].map((seconds) => seconds * 1000))
  .concat([1, 2, 5, 10, 20, 30].map((minutes) => minutes * 60_000))
  .concat([1, 2, 4, 8, 12, 24, 48, 96].map((hours) => hours * 3_600_000));

/** For lengths of time in ms: marks that people count in. */
export function heightOfTimes(longest: number): Height {
  const step = steps.find((one) => one * 3 >= longest) ?? longest / 3;
  const count = Math.max(1, Math.ceil(longest / step));
  return {
    most: count * step,
    marks: Array.from({ length: count }, (_, index) => (index + 1) * step).map((value) => ({
      value,
      label: formatDuration(value),
    })),
  };
}
