import type { RouteOutput } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';

/** What there is to filter by. Read from what is counted by kind, not from the rows themselves. */
export function readFacets(history: History): RouteOutput<'job_runs.facets'> {
  const names = (column: string) =>
    history
      .all<{ name: string }>(
        `SELECT ${column} AS name FROM job_run_count WHERE n > 0 AND ${column} <> '' GROUP BY 1 ORDER BY 1`,
      )
      .map(({ name }) => name);
  return {
    jobNames: names('job_name'),
    services: names('service'),
    channels: names('channel'),
    modalities: modalities(history),
  };
}

/** From each to the next one in the index: a few steps, however many runs there are. */
function modalities(history: History): string[] {
  return history
    .all<{ name: string | null }>(
      `WITH RECURSIVE found (name) AS (
         SELECT min(modality) FROM run_modality
         UNION ALL
         SELECT (SELECT min(modality) FROM run_modality WHERE modality > found.name) FROM found WHERE name IS NOT NULL
       ) SELECT name FROM found WHERE name IS NOT NULL LIMIT 200`,
    )
    .flatMap(({ name }) => name ?? []);
}
