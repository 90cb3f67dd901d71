import type { PlainCondition, Trigger, TriggerCondition } from '../../../../contract/index.ts';
import { pythonNumber, pythonText } from './literals.ts';
import { wantedNumber } from './numbers.ts';

/** Longest line of what is written, where it can be broken. */
const width = 110;

/** The Python file that says which series are wanted: conditions as a person would write them, values as literals. */
export function writeTrigger({ match, conditions }: Trigger): string {
  const [summary, body] =
    conditions.length === 0
      ? ['Every series is wanted. Write here which are not.', 'return True']
      : [
          match === 'all' || conditions.length === 1
            ? 'Whether the series fulfils all of the conditions.'
            : 'Whether the series fulfils one of the conditions.',
          returned(match, conditions),
        ];
  return `"""Which series the service is for. The callback asks this of each; change it as you like."""


def is_wanted(series):
    """${summary}"""
    ${body}
`;
}

function returned(match: 'all' | 'any', conditions: readonly TriggerCondition[]): string {
  const inOneLine = `return ${joined(match, conditions)}`;
  if (conditions.length === 1 || inOneLine.length + 4 <= width) return inOneLine;
  const parts = conditions.map((condition, index) =>
    index === 0 ? part(condition) : `${match === 'all' ? 'and' : 'or'} ${part(condition)}`,
  );
  return `return (\n        ${parts.join('\n        ')}\n    )`;
}

function joined(match: 'all' | 'any', conditions: readonly TriggerCondition[]): string {
  if (conditions.length === 0) return 'True';
  return conditions.map(part).join(match === 'all' ? ' and ' : ' or ');
}

/** One condition; a group is in brackets. */
function part(condition: TriggerCondition): string {
  if (condition.kind !== 'group') return plain(condition);
  const inside = joined(condition.match, condition.conditions);
  return condition.conditions.length > 1 ? `(${inside})` : inside;
}

function plain(condition: PlainCondition): string {
  const { kind } = condition;
  if (kind === 'modality') return call('equals', 'Modality', condition.anyOf.map(pythonText));
  if (kind === 'body-part') return call('equals', 'BodyPartExamined', condition.anyOf.map(pythonText));
  if (kind === 'description') {
    const keyword = condition.of === 'series' ? 'SeriesDescription' : 'StudyDescription';
    const contains = call('contains', keyword, condition.anyOf.map(pythonText));
    return condition.is === 'contains' ? contains : `not ${contains}`;
  }
  if (kind === 'images')
    return `series.images ${condition.is === 'at-least' ? '>=' : '<='} ${pythonNumber(condition.count)}`;
  return comparisons[condition.is](condition.keyword, condition.value);
}

type Written = (keyword: string, value: string) => string;

const comparisons: Record<Extract<PlainCondition, { kind: 'tag' }>['is'], Written> = {
  present: (keyword) => call('has', keyword, []),
  absent: (keyword) => `not ${call('has', keyword, [])}`,
  equals: (keyword, value) => call('equals', keyword, [pythonText(value)]),
  differs: (keyword, value) => `not ${call('equals', keyword, [pythonText(value)])}`,
  contains: (keyword, value) => call('contains', keyword, [pythonText(value)]),
  'does-not-contain': (keyword, value) => `not ${call('contains', keyword, [pythonText(value)])}`,
  matches: (keyword, value) => call('matches', keyword, [pythonText(value)]),
  'does-not-match': (keyword, value) => `not ${call('matches', keyword, [pythonText(value)])}`,
  less: (keyword, value) => compared('less', keyword, value),
  'at-most': (keyword, value) => compared('at_most', keyword, value),
  'at-least': (keyword, value) => compared('at_least', keyword, value),
  greater: (keyword, value) => compared('greater', keyword, value),
};

/** What is no number is told by the findings; nothing compares with it. */
function compared(method: string, keyword: string, value: string): string {
  const number = wantedNumber(value);
  return number === null ? 'False' : call(method, keyword, [pythonNumber(number)]);
}

function call(method: string, keyword: string, texts: readonly string[]): string {
  return `series.${method}(${[pythonText(keyword), ...texts].join(', ')})`;
}
