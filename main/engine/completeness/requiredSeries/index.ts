/** Required-series expressions, asked of the series of an arrival. */
export { describeUnfulfilled } from './describe.ts';
export type { ArrivedSeries } from './measure.ts';
