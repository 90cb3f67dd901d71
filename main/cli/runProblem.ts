import { EngineError } from '../../contract/index.ts';
import type { RunDetail } from '../../contract/index.ts';

/** Why runs are no success: a job of one failed; null where none did. */
export function runProblem(runs: readonly Pick<RunDetail, 'number' | 'state'>[]): EngineError | null {
  const failed = runs.filter(({ state }) => state === 'failed').map(({ number }) => number);
  if (failed.length === 0) return null;
  return new EngineError(
    'job-failed',
    failed.length === 1 ? `Run ${failed[0]} failed.` : `Runs ${failed.join(', ')} failed.`,
  );
}
