import type { Channels, Pause } from '../../../../contract/index.ts';
import { servingEnvironment } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import type { RuntimeEnvironment } from '../../runtimes/index.ts';
import { readPauses } from './pauses.ts';

/** Counts of what is queued and running, by channel; the long queue is counted in its index alone. */
export const openByChannel = `SELECT channel, 'queued' AS state, count(*) AS n
    FROM job_run INDEXED BY job_run_queue WHERE state = 'queued' AND not_before IS NULL GROUP BY channel
  UNION ALL SELECT channel, 'queued', count(*)
    FROM job_run INDEXED BY job_run_delayed WHERE state = 'queued' AND not_before IS NOT NULL GROUP BY channel
  UNION ALL SELECT channel, 'running', count(*) FROM job_run WHERE state = 'running' GROUP BY channel`;

/** @param known channels that installed services name */
export function readChannels(
  history: History,
  environments: readonly RuntimeEnvironment[],
  known: readonly string[],
): Channels {
  const pauses = readPauses(history);
  const open = history.all<{ channel: string; state: 'queued' | 'running'; n: number }>(openByChannel);
  const named = environments.flatMap(({ channels }) => channels.filter((channel) => channel !== '*'));
  const names = new Set([
    ...known,
    ...named,
    ...pauses.channels.keys(),
    ...open.map(({ channel }) => channel),
  ]);
  const counted = (channel: string, state: 'queued' | 'running') =>
    open.reduce((sum, row) => sum + (row.channel === channel && row.state === state ? row.n : 0), 0);
  return {
    paused: pauses.application,
    channels: [...names].toSorted().map((channel) => ({
      channel,
      queued: counted(channel, 'queued'),
      running: counted(channel, 'running'),
      paused: pauseOf(pauses.channels, channel),
      environment: servingEnvironment(environments, channel)?.name ?? null,
    })),
  };
}

function pauseOf(paused: ReadonlyMap<string, Pause>, channel: string): Pause | null {
  return paused.get(channel) ?? null;
}
