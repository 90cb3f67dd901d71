import { EngineError, errorsIn, findingInWords } from '../../../contract/index.ts';
import type { ErrorCode, Finding } from '../../../contract/index.ts';

/**
 * Why findings keep something from being done: the first error with its advice; the others are the technical cause.
 * @param what sentence without its end: `The worker in /some/folder cannot be installed`
 * @param codeOf code of the error, from its first finding
 * @returns null where none of them is an error
 */
export function errorOfFindings(
  findings: readonly Finding[],
  what: string,
  codeOf: (first: Finding, errors: readonly Finding[]) => ErrorCode,
): EngineError | null {
  const errors = errorsIn(findings);
  const [first, ...others] = errors;
  if (first === undefined) return null;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return new EngineError(codeOf(first, errors), `${what}: ${findingInWords(first)}${more}`, {
    ...(first.advice !== null && { advice: first.advice }),
    ...(others.length > 0 && { details: others.map(findingInWords).join('\n') }),
  });
}
