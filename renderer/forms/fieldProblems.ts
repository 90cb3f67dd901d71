import { problemsIn } from '../../contract/index.ts';
import type { ErrorReply } from '../../contract/index.ts';
import { asSentence } from './asSentence.ts';

/** What the engine refused, by the path of the field: `name`, `options.slots`. Empty for any other error. */
export function fieldProblems(error: Pick<ErrorReply, 'code' | 'details'>): Map<string, string> {
  const problems = new Map<string, string>();
  if (error.code !== 'validation-failed') return problems;
  for (const { message, field } of problemsIn(error.details ?? '')) {
    if (field !== '' && !problems.has(field)) problems.set(field, asSentence(message));
  }
  return problems;
}
