import { filterRuleSchema, type FilterOptions, type FilterRule } from '../../contract/index.ts';

/** In the order in which they are asked. */
export const rules: readonly FilterRule[] = filterRuleSchema.options;

/** The option that each rule is set by. */
export const optionOfRule = {
  'own-output': 'ownOutput',
  'required-tags': 'requiredTags',
  geometry: 'geometry',
  localizers: 'localizers',
  'image-types': 'imageTypes',
  'junk-words': 'junkWords',
  modalities: 'modalities',
  'minimum-instances': 'minimumInstances',
} as const satisfies Record<FilterRule, keyof FilterOptions>;
