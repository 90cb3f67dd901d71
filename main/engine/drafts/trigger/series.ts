import type { JsonObject, JsonValue } from '../../../../contract/index.ts';
import type { HeaderPayload } from '../../dispatch/index.ts';
import { numberOfValue } from './numbers.ts';

/** A series as conditions see it: what `templates/examples/shared/registry/series.py` is to callbacks. */
export interface ConditionSeries {
  id: string;
  imageCount: number;
  /** Of the patient, the study and the series; the finer ones count. */
  tags: JsonObject;
}

/** Every series of a `headers` payload. */
export function seriesIn(headers: HeaderPayload): ConditionSeries[] {
  return headers.studies.flatMap((study) =>
    study.series.map((series) => ({
      id: series.id,
      imageCount: typeof series['instanceCount'] === 'number' ? series['instanceCount'] : 0,
      tags: { ...headers.tags, ...study.tags, ...series.tags },
    })),
  );
}

/** Whether there is a value, as Python takes values for true. */
export function hasValue(series: ConditionSeries, keyword: string): boolean {
  const value = valueOf(series, keyword);
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The values of a tag, and where there are several, also all of them in one text. */
export function valuesOf(series: ConditionSeries, keyword: string): string[] {
  const text = valueOf(series, keyword);
  if (typeof text !== 'string' || text === '') return [];
  const parts = text.split('\\');
  return [...parts, ...(parts.length > 1 ? [text] : [])].map(withoutSpaces);
}

/** Those of its values that are numbers. */
export function numbersOf(series: ConditionSeries, keyword: string): number[] {
  return valuesOf(series, keyword)
    .map(numberOfValue)
    .filter((value) => value !== null);
}

function valueOf(series: ConditionSeries, keyword: string): JsonValue | undefined {
  return Object.hasOwn(series.tags, keyword) ? series.tags[keyword] : undefined;
}

/** Without spaces at its ends; nothing else that is white counts. */
function withoutSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === ' ') start += 1;
  while (end > start && text[end - 1] === ' ') end -= 1;
  return text.slice(start, end);
}
