import { filterOptionsSchema, type FilterOptions } from '../../../contract/index.ts';
import { optionProblems } from '../../forms/index.ts';

/** The rules as their form holds them: an emptied number is an empty text. */
export type FilterValues = Omit<FilterOptions, 'minimumInstances'> & { minimumInstances: number | string };

/** From the form to the engine; an emptied number means no rule. */
export function filtersOf(values: FilterValues): FilterOptions {
  return {
    ...values,
    minimumInstances: values.minimumInstances === '' ? 0 : Number(values.minimumInstances),
  };
}

/** What is wrong with the rules, by field. */
export function filterProblems(values: FilterValues): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [path, words] of Object.entries(optionProblems({ filters: filtersOf(values) }))) {
    const [, field = ''] = path.split('.');
    problems[field] ??= words;
  }
  return problems;
}

/** The rules of a new application, switched on or off as they are. */
export function standardFilters(enabled: boolean): FilterValues {
  return filterOptionsSchema.parse({ enabled });
}
