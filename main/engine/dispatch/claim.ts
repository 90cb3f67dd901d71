import type { History } from '../database/index.ts';
import type { RuntimeEnvironment } from '../runtimes/index.ts';

/** A job run that this engine has taken from the queue, with the number of the attempt it begins. */
export interface ClaimedJob {
  key: number;
  id: string;
  runId: string;
  jobName: string;
  /** The study or series that it is about, where that is not all of the run. */
  entityId: string | null;
  channel: string;
  /** JSON of the job definition. */
  definition: string;
  timeoutMs: number;
  attempt: number;
  environment: string;
  /** Slots of the environment that it takes. */
  slots: number;
  /** When it was claimed, in ms since the epoch. */
  startedAt: number;
}

/** An environment with how many more jobs it can take now. */
export interface FreeSlots {
  environment: RuntimeEnvironment;
  free: number;
}

interface QueuedRow {
  key: number;
  id: string;
  runId: string;
  jobName: string;
  entityId: string | null;
  channel: string;
  definition: string;
  priority: number;
  timeoutMs: number;
  attempts: number;
  slots: number;
  alone: number;
}

/**
 * Every channel that has queued job runs; one step in the index per channel, however long the queue is. Left alone,
 * SQLite would read all that is queued by another index.
 */
export const queuedChannels = `WITH RECURSIVE found (channel) AS (
    SELECT min(channel) FROM job_run INDEXED BY job_run_queue
      WHERE state = 'queued' AND not_before IS NULL
    UNION ALL
    SELECT (SELECT min(channel) FROM job_run INDEXED BY job_run_queue
      WHERE state = 'queued' AND not_before IS NULL AND channel > found.channel)
    FROM found WHERE found.channel IS NOT NULL)
  SELECT channel FROM found WHERE channel IS NOT NULL`;

/** The first of a channel's queue: greater priority first, then in planning order. */
export const firstQueued = `SELECT key, id, run_id AS runId, job_name AS jobName, entity_id AS entityId, channel, definition, priority,
    timeout_ms AS timeoutMs, attempts, slots, alone
  FROM job_run WHERE state = 'queued' AND not_before IS NULL AND channel = ? ORDER BY priority DESC, key LIMIT ?`;

/**
 * Takes queued job runs for free slots and writes their attempts. Must be called inside `write`.
 * @param all every environment of the runtime: `*` serves the channels that none of them names
 * @param paused channels of which nothing is taken
 * @param leaseMs for how long their leases are at first
 */
export function claimJobs(
  history: History,
  all: readonly RuntimeEnvironment[],
  slots: readonly FreeSlots[],
  now: number,
  paused: ReadonlySet<string> = new Set(),
  leaseMs = 30_000,
): ClaimedJob[] {
  const named = new Set(all.flatMap((environment) => environment.channels));
  return slots.flatMap(({ environment, free }) => {
    if (free <= 0) return [];
    const channels = channelsOf(history, environment, named).filter((channel) => !paused.has(channel));
    const queued = channels.flatMap((channel) => history.all<QueuedRow>(firstQueued, [channel, free]));
    queued.sort((a, b) => b.priority - a.priority || a.key - b.key);
    return fitting(queued, environment, free).map((row) =>
      begin(history, row, environment.name, { now, leaseMs }),
    );
  });
}

/**
 * The first ones that there is room for. One that needs more slots than are free holds back those behind it, or it
 * would never come to run; one that asks for more than there are takes them all.
 */
function fitting(queued: readonly QueuedRow[], environment: RuntimeEnvironment, free: number): QueuedRow[] {
  let left = free;
  const taken: QueuedRow[] = [];
  for (const row of queued) {
    const slots = row.alone === 1 ? environment.slots : Math.min(row.slots, environment.slots);
    if (slots > left) break;
    left -= slots;
    taken.push({ ...row, slots });
  }
  return taken;
}

function channelsOf(history: History, environment: RuntimeEnvironment, named: Set<string>): string[] {
  const own = environment.channels.filter((channel) => channel !== '*');
  if (own.length === environment.channels.length) return own;
  const others = history.all<{ channel: string }>(queuedChannels).map((row) => row.channel);
  return [...own, ...others.filter((channel) => !named.has(channel))];
}

function begin(
  history: History,
  row: QueuedRow,
  environment: string,
  { now, leaseMs }: { now: number; leaseMs: number },
): ClaimedJob {
  const { attempts, priority: _priority, alone: _alone, ...job } = row;
  const attempt = attempts + 1;
  history.run(
    `UPDATE job_run SET state = 'running', attempts = ?, started_at = ?, lease_until = ?, percent = NULL,
       progress_message = NULL WHERE key = ?`,
    [attempt, now, now + leaseMs, row.key],
  );
  history.run(
    "INSERT INTO attempt (job_run_key, number, outcome, environment, started_at) VALUES (?, ?, 'running', ?, ?)",
    [row.key, attempt, environment, now],
  );
  return { ...job, attempt, environment, startedAt: now };
}
