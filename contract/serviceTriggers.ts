import { z } from 'zod';

/** Conditions in a trigger, groups included, and how deep groups may lie within each other. */
const mostConditions = 100;
const deepestGroup = 5;

const text = z.string().max(1000);
const texts = z.array(text).max(50);

/** Comparisons with a text: whatever the case, with any one value of the tag or with all of them joined by `\`. */
export const textComparisonSchema = z.enum([
  'equals',
  'differs',
  'contains',
  'does-not-contain',
  'matches',
  'does-not-match',
]);
/** Comparisons with a number. Ages such as `063Y` count in years; what is no number never fulfils them. */
export const numberComparisonSchema = z.enum(['less', 'at-most', 'at-least', 'greater']);

/** One thing that is asked of a series. */
const plainConditionSchema = z.discriminatedUnion('kind', [
  /** Modality is one of these. */
  z.object({ kind: z.literal('modality'), anyOf: texts }),
  /** BodyPartExamined is one of these. */
  z.object({ kind: z.literal('body-part'), anyOf: texts }),
  /** SeriesDescription or StudyDescription contains one of these texts, or none of them. */
  z.object({
    kind: z.literal('description'),
    of: z.enum(['series', 'study']).default('series'),
    is: z.enum(['contains', 'does-not-contain']).default('contains'),
    anyOf: texts,
  }),
  /** Number of images of the series. */
  z.object({
    kind: z.literal('images'),
    is: z.enum(['at-least', 'at-most']).default('at-least'),
    count: z.number().int().min(0).max(1_000_000),
  }),
  /**
   * Any tag by its keyword, of the series, its study or its patient. `matches` takes `*` for any text and `?` for any
   * character, as queries of DICOM do (PS3.4, C.2.2.2.4). `value` is not looked at for `present` and `absent`.
   */
  z.object({
    kind: z.literal('tag'),
    keyword: z.string().trim().max(200),
    is: z.enum(['present', 'absent', ...textComparisonSchema.options, ...numberComparisonSchema.options]),
    value: text.default(''),
  }),
]);
export type PlainCondition = z.infer<typeof plainConditionSchema>;

/** Conditions of which all, or any one, must hold; without conditions it always holds. */
export interface ConditionGroup {
  kind: 'group';
  match: 'all' | 'any';
  conditions: TriggerCondition[];
}
export type TriggerCondition = PlainCondition | ConditionGroup;
type ConditionInput =
  | z.input<typeof plainConditionSchema>
  | { kind: 'group'; match?: 'all' | 'any'; conditions: ConditionInput[] };

const conditionSchema: z.ZodType<TriggerCondition, ConditionInput> = z.lazy(() =>
  z.union([
    plainConditionSchema,
    z.object({
      kind: z.literal('group'),
      match: z.enum(['all', 'any']).default('all'),
      conditions: z.array(conditionSchema).max(mostConditions),
    }),
  ]),
);

/**
 * When a service is wanted: for patients, studies or series with at least one series that fulfils this. Data only; from
 * it a readable `callback` is written.
 */
export const triggerSchema = z
  .object({
    match: z.enum(['all', 'any']).default('all'),
    conditions: z.array(conditionSchema).max(mostConditions).default([]),
  })
  .superRefine(({ conditions }, context) => {
    if (countOf(conditions) > mostConditions)
      context.addIssue({ code: 'custom', message: `must have at most ${mostConditions} conditions` });
    if (depthOf(conditions) > deepestGroup)
      context.addIssue({ code: 'custom', message: `must have groups at most ${deepestGroup} deep` });
  });
export type Trigger = z.infer<typeof triggerSchema>;

function countOf(conditions: readonly TriggerCondition[]): number {
  return conditions.reduce((sum, one) => sum + 1 + (one.kind === 'group' ? countOf(one.conditions) : 0), 0);
}

function depthOf(conditions: readonly TriggerCondition[]): number {
  return conditions.reduce(
    (deepest, one) => Math.max(deepest, one.kind === 'group' ? 1 + depthOf(one.conditions) : 0),
    0,
  );
}
