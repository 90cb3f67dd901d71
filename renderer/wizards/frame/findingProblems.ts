import { errorsIn, type Finding } from '../../../contract/index.ts';
import { inWords } from '../../forms/index.ts';
import type { Problems } from './pages.ts';

/** What keeps from going on, by field of the form: the first error of each, with what to do about it. */
export function findingProblems(findings: readonly Finding[]): Problems {
  const problems: Problems = {};
  for (const one of errorsIn(findings)) {
    if (one.field !== null) problems[one.field] ??= inWords(one);
  }
  return problems;
}
