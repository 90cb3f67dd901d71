import type { JobRunFilter } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { quoted } from './conditions.ts';
import type { Lead } from './conditions.ts';
import { wordsOf } from './words.ts';

/** So few job runs are gone through one by one without anybody noticing. */
const few = 20_000;

const countedBy = { states: 'state', jobName: 'job_name', service: 'service', channel: 'channel' } as const;
type CountedFacet = keyof typeof countedBy;

/** What of a filter is rarest: with that the walk begins, and looks at all else row by row. */
export function leadOf(history: History, filter: JobRunFilter): Lead {
  if (wordsOf(filter.text)?.kind === 'indexed') return 'text';
  const counted = (Object.keys(countedBy) as CountedFacet[])
    .filter((facet) => filter[facet] !== undefined)
    .map((facet) => ({ facet, n: countOf(history, { [facet]: filter[facet] }) }))
    .toSorted((a, b) => a.n - b.n);
  const [rarest] = counted;
  if (filter.modality !== undefined && (rarest === undefined || rarest.n > few)) return 'modality';
  return rarest?.facet ?? 'key';
}

/** How many job runs there are under conditions that are counted as they change. */
export function countOf(
  history: History,
  filter: Pick<JobRunFilter, 'states' | 'jobName' | 'service' | 'channel'>,
): number {
  return countByState(history, filter).reduce((sum, { n }) => sum + n, 0);
}

/** The same by state. */
export function countByState(
  history: History,
  { states, jobName, service, channel }: Pick<JobRunFilter, 'states' | 'jobName' | 'service' | 'channel'>,
): { state: string; n: number }[] {
  const conditions = [
    ...(states === undefined ? [] : [`state IN (${quoted(states)})`]),
    ...(jobName === undefined ? [] : ['job_name = :jobName']),
    ...(service === undefined ? [] : ['service = :service']),
    ...(channel === undefined ? [] : ['channel = :channel']),
  ];
  return history.all(
    `SELECT state, sum(n) AS n FROM job_run_count WHERE ${['1', ...conditions].join(' AND ')} GROUP BY state`,
    {
      ...(jobName === undefined ? {} : { jobName }),
      ...(service === undefined ? {} : { service }),
      ...(channel === undefined ? {} : { channel }),
    },
  );
}
