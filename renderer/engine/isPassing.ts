import type { EngineError, ErrorCode } from '../../contract/index.ts';

const passing: ReadonlySet<ErrorCode> = new Set([
  'connection-lost',
  'engine-not-running',
  'cancelled',
  'application-busy',
  'application-stopped',
  'database-busy',
  'database-damaged',
]);

/** Nothing is wrong with what was asked for: the engine could not answer just now, and may the next time. */
export function isPassing({ code }: Pick<EngineError, 'code'>): boolean {
  return passing.has(code);
}
