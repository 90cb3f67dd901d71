import type { ApplicationDetail } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** How much an application holds. Instances and series are summed over studies, which are few. */
export function countEverything(history: History): Omit<ApplicationDetail['counts'], 'services'> {
  const archive = history.get<{ patients: number; studies: number; series: number; instances: number }>(
    `SELECT (SELECT count(*) FROM patient) AS patients, count(*) AS studies,
       coalesce(sum(series_count), 0) AS series, coalesce(sum(instance_count), 0) AS instances FROM study`,
  );
  const runs = history.get<{ runs: number; activeRuns: number; failedRuns: number }>(
    `SELECT count(*) AS runs, coalesce(sum(state = 'active'), 0) AS activeRuns,
       coalesce(sum(state = 'failed'), 0) AS failedRuns FROM run`,
  );
  return {
    ...(archive ?? { patients: 0, studies: 0, series: 0, instances: 0 }),
    ...(runs ?? { runs: 0, activeRuns: 0, failedRuns: 0 }),
  };
}
