import type { ErrorCode } from '../../../contract/index.ts';

/** Exit codes of every command; documented in docs/cli.md. */
export const exitCodes = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** The exit code of a command that ends with an error. */
export function exitCodeOf(code: ErrorCode): number {
  if (code === 'cancelled') return exitCodes.interrupted;
  return code === 'usage' ? exitCodes.usage : exitCodes.failure;
}
