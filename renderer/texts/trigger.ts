import type { PlainCondition, Trigger, TriggerCondition } from '../../contract/index.ts';
import { counted } from './locale.ts';

type ConditionOf<Kind extends TriggerCondition['kind']> = Extract<PlainCondition, { kind: Kind }>;

/** When a service is wanted. */
export const trigger = {
  title: 'Conditions',
  before: 'A series is wanted when',
  matches: {
    all: 'all of these hold',
    any: 'any of these holds',
  } satisfies Record<Trigger['match'], string>,
  matchOf: 'How many of the conditions must hold',
  matchOfGroup: (place: string) => `How many of the conditions of group ${place} must hold`,
  always: 'always',
  joined: { all: 'and', any: 'or' } satisfies Record<Trigger['match'], string>,
  or: 'or',
  none: 'No conditions yet: it runs for every patient with images.',
  noneInGroup: 'No conditions in this group yet.',
  tooMany: (most: string) => `Must have at most ${most} conditions.`,
  tooDeep: (most: string) => `Must have groups at most ${most} deep.`,
  add: 'Add a condition',
  addTo: (place: string) => `Add a condition to group ${place}`,
  remove: (place: string) => `Remove condition ${place}`,
  condition: (place: string) => `Condition ${place}`,
  kindOf: (place: string) => `What condition ${place} is about`,
  field: (place: string, what: string) => `Condition ${place}: ${what}`,
  kinds: {
    modality: 'Modality',
    'body-part': 'Body part',
    description: 'Description',
    images: 'Images',
    tag: 'Any tag',
    group: 'Group',
  } satisfies Record<TriggerCondition['kind'], string>,
  is: 'is',
  modalityPlaceholder: 'CT, MR …',
  bodyPartPlaceholder: 'CHEST, HEAD …',
  textPlaceholder: 'A word, then Enter',
  descriptions: {
    series: 'Series description',
    study: 'Study description',
  } satisfies Record<ConditionOf<'description'>['of'], string>,
  descriptionsOf: {
    series: 'of the series',
    study: 'of the study',
  } satisfies Record<ConditionOf<'description'>['of'], string>,
  descriptionOf: 'description',
  comparison: 'comparison',
  texts: 'texts',
  descriptionComparisons: {
    contains: 'contains',
    'does-not-contain': 'does not contain',
  } satisfies Record<ConditionOf<'description'>['is'], string>,
  imageComparisons: {
    'at-least': 'at least',
    'at-most': 'at most',
  } satisfies Record<ConditionOf<'images'>['is'], string>,
  count: 'number of images',
  images: 'images',
  keyword: 'keyword',
  keywordPlaceholder: 'SliceThickness',
  value: 'value',
  valuePlaceholder: 'Value',
  tagComparisons: {
    equals: 'is',
    differs: 'is not',
    contains: 'contains',
    'does-not-contain': 'does not contain',
    matches: 'matches',
    'does-not-match': 'does not match',
    present: 'is present',
    absent: 'is absent',
    less: 'is less than',
    'at-most': 'is at most',
    'at-least': 'is at least',
    greater: 'is greater than',
  } satisfies Record<ConditionOf<'tag'>['is'], string>,
  isOneOf: (what: string, values: string) => `${what} is ${values}`,
  descriptionIs: (what: string, comparison: string, values: string) => `${what} ${comparison} ${values}`,
  imagesAre: (comparison: string, count: number) =>
    `it has ${comparison} ${counted(count, 'image', 'images')}`,
};
