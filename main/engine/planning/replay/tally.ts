import type { ReplaySummary } from '../../../../contract/index.ts';
import type { Compared } from './compare.ts';

/** Counts before anything was asked. */
export function emptySummary(
  about: Pick<ReplaySummary, 'service' | 'path' | 'jobs' | 'level' | 'warnings'>,
): ReplaySummary {
  const none = { asked: 0, wouldRun: 0, ranThen: 0, differing: 0, withoutThen: 0, failed: 0, leftOut: 0 };
  return { ...about, ...none, changes: {} };
}

/** Counts one arrival that was asked about. */
export function count(summary: ReplaySummary, compared: Compared): void {
  summary.asked += 1;
  summary.wouldRun += Number(compared.wouldRun);
  summary.ranThen += Number(compared.ranThen);
  summary.withoutThen += Number(compared.withoutThen);
  summary.failed += Number(compared.failed);
  summary.differing += Number(compared.rows.some(({ change }) => change !== 'new'));
  for (const { change } of compared.rows) {
    summary.changes[change] = (summary.changes[change] ?? 0) + 1;
  }
}
