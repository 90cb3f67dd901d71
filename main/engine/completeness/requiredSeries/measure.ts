import type { Comparison, SeriesCondition, SeriesExpression } from '../../../../contract/index.ts';

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

/** Whether the series of an arrival fulfil an expression. */
export function isFulfilled(expression: SeriesExpression, series: readonly ArrivedSeries[]): boolean {
  switch (expression.kind) {
    case 'and':
      return isFulfilled(expression.left, series) && isFulfilled(expression.right, series);
    case 'or':
      return isFulfilled(expression.left, series) || isFulfilled(expression.right, series);
    case 'not':
      return !isFulfilled(expression.operand, series);
    case 'measures':
      return compares(measure(expression, series), expression.comparison, expression.number);
  }
}

/** What the left side of a comparison amounts to. */
export function measure(
  { measure: what, condition }: Extract<SeriesExpression, { kind: 'measures' }>,
  series: readonly ArrivedSeries[],
): number {
  const fitting = condition === null ? series : series.filter((one) => fits(condition, one));
  return what === 'count' ? fitting.length : fitting.reduce((sum, one) => sum + one.instances, 0);
}

function fits(condition: SeriesCondition, series: ArrivedSeries): boolean {
  switch (condition.kind) {
    case 'and':
      return fits(condition.left, series) && fits(condition.right, series);
    case 'or':
      return fits(condition.left, series) || fits(condition.right, series);
    case 'not':
      return !fits(condition.operand, series);
    case 'compares':
      return compares(series[condition.field], condition.comparison, condition.number);
    case 'equals':
    case 'contains': {
      // Scanners and people differ in case and in spaces around.
      const [value, text] = [series[condition.field], condition.text].map((one) => one.trim().toLowerCase());
      const is = condition.kind === 'equals' ? value === text : value?.includes(text ?? '') === true;
      return is !== condition.negated;
    }
  }
}

function compares(value: number, comparison: Comparison, number: number): boolean {
  switch (comparison) {
    case '==':
      return value === number;
    case '!=':
      return value !== number;
    case '<':
      return value < number;
    case '<=':
      return value <= number;
    case '>':
      return value > number;
    case '>=':
      return value >= number;
  }
}
