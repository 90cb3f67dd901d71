import type { PlainCondition, Trigger, TriggerCondition } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';

export type ConditionKind = TriggerCondition['kind'];
export type TagComparison = Extract<PlainCondition, { kind: 'tag' }>['is'];

/** In the order in which they are offered. */
export const conditionKinds: readonly ConditionKind[] = [
  'modality',
  'body-part',
  'description',
  'images',
  'tag',
  'group',
];

/** Comparisons of a tag that look at no value. */
export const withoutValue: ReadonlySet<TagComparison> = new Set(['present', 'absent']);

/** A condition as it begins, to be filled in. */
export function newCondition(kind: ConditionKind): TriggerCondition {
  switch (kind) {
    case 'modality':
    case 'body-part':
      return { kind, anyOf: [] };
    case 'description':
      return { kind, of: 'series', is: 'contains', anyOf: [] };
    case 'images':
      return { kind, is: 'at-least', count: 3 };
    case 'tag':
      return { kind, keyword: '', is: 'equals', value: '' };
    default:
      return { kind, match: 'any', conditions: [] };
  }
}

/** A trigger as a sentence: when a series is wanted. */
export function triggerInWords({ match, conditions }: Pick<Trigger, 'match' | 'conditions'>): string {
  const words = texts.trigger;
  if (conditions.length === 0) return words.always;
  return conditions.map(conditionInWords).join(` ${words.joined[match]} `);
}

function conditionInWords(condition: TriggerCondition): string {
  const words = texts.trigger;
  switch (condition.kind) {
    case 'modality':
    case 'body-part':
      return words.isOneOf(words.kinds[condition.kind], anyOf(condition.anyOf));
    case 'description':
      return words.descriptionIs(
        words.descriptions[condition.of],
        words.descriptionComparisons[condition.is],
        anyOf(condition.anyOf),
      );
    case 'images':
      return words.imagesAre(words.imageComparisons[condition.is], condition.count);
    case 'tag': {
      const keyword = condition.keyword === '' ? '…' : condition.keyword;
      const comparison = words.tagComparisons[condition.is];
      return withoutValue.has(condition.is)
        ? `${keyword} ${comparison}`
        : `${keyword} ${comparison} “${condition.value}”`;
    }
    default:
      return condition.conditions.length === 0 ? words.always : `(${triggerInWords(condition)})`;
  }
}

function anyOf(list: readonly string[]): string {
  return list.length === 0 ? '…' : list.map((one) => `“${one}”`).join(` ${texts.trigger.or} `);
}

/** The condition at a place in words: `[0, 2]` is the third of the group that is the first. */
export function conditionAt(trigger: Pick<Trigger, 'conditions'>, place: readonly number[]): string {
  const [position = 0, ...below] = place;
  const condition = trigger.conditions[position];
  if (condition === undefined) return '';
  return below.length > 0 && condition.kind === 'group'
    ? conditionAt(condition, below)
    : conditionInWords(condition);
}
