/**
 * The small language in which a researcher says which series must have arrived: only counts and comparisons, read by
 * a parser of its own and never run as code. Described in docs/services.md.
 */
export { parseSeriesExpression } from './parse.ts';
export { SeriesExpressionError } from './syntax.ts';
export type { Comparison, SeriesCondition, SeriesExpression, SeriesMeasure } from './syntax.ts';
