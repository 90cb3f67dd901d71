import { errorsIn, type Finding } from '../../../contract/index.ts';
import { inWords } from '../../forms/index.ts';

/** What keeps a draft from being made, by field of the form: the first error of each, with what to do about it. */
export function findingProblems(findings: readonly Finding[]): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const one of errorsIn(findings)) {
    if (one.field !== null) problems[one.field] ??= inWords(one);
  }
  return problems;
}

/** Those of `problems` that are about one of `fields`, or about what is in them. */
export function problemsAt(
  problems: Record<string, string>,
  fields: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).filter(([path]) =>
      fields.some((field) => path === field || path.startsWith(`${field}.`)),
    ),
  );
}
