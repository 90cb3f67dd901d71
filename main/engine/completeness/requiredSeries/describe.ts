import type { SeriesCondition, SeriesExpression } from '../../../../contract/index.ts';
import { isFulfilled, measure } from './measure.ts';
import type { ArrivedSeries } from './measure.ts';

/** What an expression still lacks, one sentence for each of the parts that must all be fulfilled. */
export function describeUnfulfilled(
  expression: SeriesExpression,
  series: readonly ArrivedSeries[],
): string[] {
  if (isFulfilled(expression, series)) return [];
  if (expression.kind === 'and') {
    return [
      ...describeUnfulfilled(expression.left, series),
      ...describeUnfulfilled(expression.right, series),
    ];
  }
  if (expression.kind === 'measures') {
    return [`Required is ${textOf(expression)}; so far it is ${measure(expression, series)}.`];
  }
  return [`Required is ${textOf(expression)}.`];
}

function textOf(expression: SeriesExpression | SeriesCondition): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `(${textOf(expression.left)} ${expression.kind} ${textOf(expression.right)})`;
    case 'not':
      return `not ${textOf(expression.operand)}`;
    case 'measures': {
      const inner = expression.condition === null ? '' : textOf(expression.condition);
      const condition = /^\(.*\)$/.test(inner) ? inner : `(${inner})`;
      return `${expression.measure}${condition} ${expression.comparison} ${expression.number}`;
    }
    case 'compares':
      return `${expression.field} ${expression.comparison} ${expression.number}`;
    case 'equals':
      return `${expression.field} ${expression.negated ? '!=' : '=='} ${quoted(expression.text)}`;
    case 'contains':
      return `${expression.field} ${expression.negated ? '!~' : '~'} ${quoted(expression.text)}`;
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
