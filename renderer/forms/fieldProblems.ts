import type { ErrorReply } from '../../contract/index.ts';
import { asSentence } from './asSentence.ts';

/** What the engine refused, by the path of the field: `name`, `options.slots`. Empty for any other error. */
export function fieldProblems(error: Pick<ErrorReply, 'code' | 'details'>): Map<string, string> {
  const problems = new Map<string, string>();
  if (error.code !== 'validation-failed') return problems;
  // The engine's technical cause has a line for each problem and below it the field, as zod writes them.
  for (const [, message = '', field = ''] of (error.details ?? '').matchAll(/✖ (.+)\n\s*→ at (\S+)/g)) {
    if (!problems.has(field)) problems.set(field, asSentence(message));
  }
  return problems;
}
