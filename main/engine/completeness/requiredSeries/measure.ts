import type {
  Comparison,
  SeriesCondition,
  SeriesExpression,
  SeriesMeasure,
} from '../../../../contract/index.ts';

/** What an expression can ask of one series that has arrived. */
export interface ArrivedSeries {
  Modality: string;
  SeriesDescription: string;
  SeriesNumber: string;
  BodyPartExamined: string;
  SeriesInstanceUID: string;
  StudyDescription: string;
  StudyDate: string;
  StudyInstanceUID: string;
  AccessionNumber: string;
  /** Instances of it in the archive. */
  instances: number;
}

const comparisons: Record<Comparison, (value: number, number: number) => boolean> = {
  '==': (value, number) => value === number,
  '!=': (value, number) => value !== number,
  '<': (value, number) => value < number,
  '<=': (value, number) => value <= number,
  '>': (value, number) => value > number,
  '>=': (value, number) => value >= number,
};

/** Whether the series of an arrival fulfil an expression. */
export function isFulfilled(expression: SeriesExpression, series: readonly ArrivedSeries[]): boolean {
  if (expression.kind === 'and') {
    return isFulfilled(expression.left, series) && isFulfilled(expression.right, series);
  }
  if (expression.kind === 'or') {
    return isFulfilled(expression.left, series) || isFulfilled(expression.right, series);
  }
  if (expression.kind === 'not') return !isFulfilled(expression.operand, series);
  return comparisons[expression.comparison](measure(expression, series), expression.number);
}

/** What the left side of a comparison amounts to. */
export function measure(
  { measure: what, condition }: SeriesMeasure,
  series: readonly ArrivedSeries[],
): number {
  const fitting = condition === null ? series : series.filter((one) => fits(condition, one));
  return what === 'count' ? fitting.length : fitting.reduce((sum, one) => sum + one.instances, 0);
}

function fits(condition: SeriesCondition, series: ArrivedSeries): boolean {
  if (condition.kind === 'and') return fits(condition.left, series) && fits(condition.right, series);
  if (condition.kind === 'or') return fits(condition.left, series) || fits(condition.right, series);
  if (condition.kind === 'not') return !fits(condition.operand, series);
  if (condition.kind === 'compares') {
    return comparisons[condition.comparison](series[condition.field], condition.number);
  }
  const value = comparable(series[condition.field]);
  const text = comparable(condition.text);
  const is = condition.kind === 'equals' ? value === text : value.includes(text);
  return is !== condition.negated;
}

/** Scanners and people differ in case, and in spaces around. */
function comparable(text: string): string {
  return text.trim().toLowerCase();
}
