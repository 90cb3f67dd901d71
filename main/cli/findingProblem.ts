import { EngineError, findingInWords } from '../../contract/index.ts';
import type { ErrorCode, Finding } from '../../contract/index.ts';

/** Why a folder cannot be used, from what was found in it: its first error; null where there is none. */
export function findingProblem(findings: readonly Finding[], code: ErrorCode): EngineError | null {
  const first = findings.find(({ severity }) => severity === 'error');
  if (first === undefined) return null;
  return new EngineError(code, findingInWords(first), {
    ...(first.advice !== null && { advice: first.advice }),
  });
}
