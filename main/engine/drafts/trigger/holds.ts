import type { PlainCondition, Trigger, TriggerCondition } from '../../../../contract/index.ts';
import { wantedNumber } from './numbers.ts';
import { hasValue, numbersOf, valuesOf } from './series.ts';
import type { ConditionSeries } from './series.ts';
import { looksLike } from './wildcards.ts';

type TagCondition = Extract<PlainCondition, { kind: 'tag' }>;

/** Whether a series fulfils a trigger: the same that the callback answers which is written from it. */
export function holds({ match, conditions }: Trigger, series: ConditionSeries): boolean {
  if (conditions.length === 0) return true;
  return match === 'all'
    ? conditions.every((one) => conditionHolds(one, series))
    : conditions.some((one) => conditionHolds(one, series));
}

/** Every condition and group of a trigger by its place, and whether a series fulfils it. */
export function eachHolds(
  { conditions }: Pick<Trigger, 'conditions'>,
  series: ConditionSeries,
  above: readonly number[] = [],
): { place: number[]; holds: boolean }[] {
  return conditions.flatMap((condition, index) => {
    const place = [...above, index];
    const inner = condition.kind === 'group' ? eachHolds(condition, series, place) : [];
    return [{ place, holds: conditionHolds(condition, series) }, ...inner];
  });
}

function conditionHolds(condition: TriggerCondition, series: ConditionSeries): boolean {
  const { kind } = condition;
  if (kind === 'group') return holds(condition, series);
  if (kind === 'modality') return equalsOne(series, 'Modality', condition.anyOf);
  if (kind === 'body-part') return equalsOne(series, 'BodyPartExamined', condition.anyOf);
  if (kind === 'description') {
    const keyword = condition.of === 'series' ? 'SeriesDescription' : 'StudyDescription';
    return containsOne(series, keyword, condition.anyOf) === (condition.is === 'contains');
  }
  if (kind === 'images') {
    const { is, count } = condition;
    return is === 'at-least' ? series.imageCount >= count : series.imageCount <= count;
  }
  return comparisons[condition.is](series, condition.keyword, condition.value);
}

type Comparison = (series: ConditionSeries, keyword: string, value: string) => boolean;

const comparisons: Record<TagCondition['is'], Comparison> = {
  present: hasValue,
  absent: (series, keyword) => !hasValue(series, keyword),
  equals: (series, keyword, value) => equalsOne(series, keyword, [value]),
  differs: (series, keyword, value) => !equalsOne(series, keyword, [value]),
  contains: (series, keyword, value) => containsOne(series, keyword, [value]),
  'does-not-contain': (series, keyword, value) => !containsOne(series, keyword, [value]),
  matches,
  'does-not-match': (series, keyword, value) => !matches(series, keyword, value),
  less: withNumber((one, number) => one < number),
  'at-most': withNumber((one, number) => one <= number),
  'at-least': withNumber((one, number) => one >= number),
  greater: withNumber((one, number) => one > number),
};

/** What is no number fulfils no comparison with one. */
function withNumber(holdsFor: (one: number, number: number) => boolean): Comparison {
  return (series, keyword, value) => {
    const number = wantedNumber(value);
    return number !== null && numbersOf(series, keyword).some((one) => holdsFor(one, number));
  };
}

function equalsOne(series: ConditionSeries, keyword: string, texts: readonly string[]): boolean {
  const wanted = new Set(texts.map((text) => text.toLowerCase()));
  return valuesOf(series, keyword).some((value) => wanted.has(value.toLowerCase()));
}

function containsOne(series: ConditionSeries, keyword: string, texts: readonly string[]): boolean {
  return valuesOf(series, keyword).some((value) =>
    texts.some((text) => value.toLowerCase().includes(text.toLowerCase())),
  );
}

function matches(series: ConditionSeries, keyword: string, pattern: string): boolean {
  return valuesOf(series, keyword).some((value) => looksLike(value.toLowerCase(), pattern.toLowerCase()));
}
