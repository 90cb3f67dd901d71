import { EngineError, errorsIn, findingInWords } from '../../contract/index.ts';
import type { ErrorCode, Finding } from '../../contract/index.ts';
import { counted } from './terminal/index.ts';
import type { Output } from './terminal/index.ts';

/**
 * Why a folder that was looked at cannot be used: its first error, or how many there are where they are told already;
 * null where there is none.
 */
export function findingProblem(
  findings: readonly Finding[],
  code: ErrorCode,
  { json }: Pick<Output, 'json'>,
): EngineError | null {
  const errors = errorsIn(findings);
  const [first] = errors;
  if (first === undefined) return null;
  if (!json) return new EngineError(code, `It cannot be installed: ${counted(errors.length, 'error')}.`);
  return new EngineError(code, findingInWords(first), {
    ...(first.advice !== null && { advice: first.advice }),
  });
}
