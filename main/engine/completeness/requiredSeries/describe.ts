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
  if (expression.kind === 'and' || expression.kind === 'or') {
    return `(${textOf(expression.left)} ${expression.kind} ${textOf(expression.right)})`;
  }
  if (expression.kind === 'not') return `not ${textOf(expression.operand)}`;
  if (expression.kind === 'measures') {
    const inner = expression.condition === null ? '' : textOf(expression.condition);
    const condition = inner.startsWith('(') ? inner : `(${inner})`;
    return `${expression.measure}${condition} ${expression.comparison} ${expression.number}`;
  }
  if (expression.kind === 'compares')
    return `${expression.field} ${expression.comparison} ${expression.number}`;
  const { field, negated, text, kind } = expression;
  const sign = kind === 'equals' ? '==' : '~';
  const negatedSign = kind === 'equals' ? '!=' : '!~';
  return `${field} ${negated ? negatedSign : sign} ${quoted(text)}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
