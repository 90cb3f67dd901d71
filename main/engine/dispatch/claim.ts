import { servingEnvironment } from '../context/index.ts';
import type { History } from '../database/index.ts';
import type { JobTurn, RuntimeEnvironment } from '../runtimes/index.ts';

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
  /** Graphics cards of the environment that it has for itself. */
  gpus: readonly string[];
  /** When it may begin, where jobs are handed over ahead; null: at once. */
  turn: JobTurn | null;
  /** When it was claimed, in ms since the epoch. */
  startedAt: number;
}

/** An environment with how many more jobs it can take now. */
export interface FreeSlots {
  environment: RuntimeEnvironment;
  free: number;
  /** Graphics cards that no job has; none when absent. */
  gpus?: readonly string[];
  /** How many jobs beyond that may be handed over before their turn; only such as take one slot and no card. */
  ahead?: number;
  /** The first of its queue is looked at even where there is no room: others wait as well, and it is to have its turn. */
  isLookedAt?: boolean;
  /** Told what was taken, and what the first of those need that were looked at and had to stay. */
  claimed?(taken: readonly ClaimedJob[], unmet: Unmet): void;
}

/** What those lack that come next: the first that needs graphics cards, and else the slots of the first. */
export interface Unmet {
  cards: { slots: number; cards: number } | null;
  slots: number | null;
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
  /** Graphics cards that it asks for. */
  cards: number;
}

/** A queued job run with what it is given. */
type FittingRow = QueuedRow & Pick<ClaimedJob, 'gpus' | 'turn'>;

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

/**
 * The first of a channel's queue that need a graphics card, or that need none: greater priority first, then in planning
 * order. `+?`, because SQLite would plan anew for each value of a bare parameter, which takes three times as long as the
 * query.
 */
export const firstQueued = `SELECT key, id, run_id AS runId, job_name AS jobName, entity_id AS entityId, channel, definition, priority,
    timeout_ms AS timeoutMs, attempts, slots, alone,
    gpus AS cards
  FROM job_run WHERE state = 'queued' AND not_before IS NULL AND channel = +? AND (gpus > 0) = +? ORDER BY priority DESC, key LIMIT +?`;

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
  return slots.flatMap((place) => {
    const { environment, free, ahead = 0, isLookedAt = false } = place;
    const room = Math.max(free + ahead, Number(isLookedAt));
    // Without slots it is not there yet or any more, whoever waits for its cards.
    if (room <= 0 || environment.slots <= 0) return [];
    const channels = channelsOf(history, environment, all).filter((channel) => !paused.has(channel));
    // Of both kinds one more than there is room for: however many wait for a card, those behind them are looked at as well.
    const queued = channels
      .flatMap((channel) =>
        [0, 1].flatMap((needsCard) => history.all<QueuedRow>(firstQueued, [channel, needsCard, room + 1])),
      )
      .sort((a, b) => b.priority - a.priority || a.key - b.key);
    const { taken, unmet } = fitting(queued, place);
    const claimed = taken.map((row) => begin(history, row, environment.name, { now, leaseMs }));
    place.claimed?.(claimed, unmet);
    return claimed;
  });
}

/**
 * The first ones that there is room for. One that needs more slots than are free holds back those behind it, or it
 * would never come to run; one that waits for graphics cards lets those pass that need none. What asks for more slots or
 * cards than there are takes them all.
 */
function fitting(queued: readonly QueuedRow[], place: FreeSlots): { taken: FittingRow[]; unmet: Unmet } {
  const { environment, free, gpus = [], ahead = 0 } = place;
  let left = free;
  let cards = gpus;
  const taken: FittingRow[] = [];
  const unmet: Unmet = { cards: null, slots: null };
  for (const row of queued) {
    const wanted = Math.min(row.cards, environment.machine?.gpus.length ?? 0);
    const slots = row.alone === 1 ? environment.slots : Math.min(row.slots, environment.slots);
    if (wanted > cards.length) {
      unmet.cards ??= { slots, cards: wanted };
      // What is free is kept for it, or one that needs several might never get them together.
      cards = [];
      continue;
    }
    const isSmall = slots === 1 && wanted === 0 && row.alone === 0;
    if (slots > left + (isSmall ? ahead : 0)) {
      if (wanted > 0) unmet.cards ??= { slots, cards: wanted };
      else unmet.slots = slots;
      break;
    }
    const turn = isSmall && environment.takesAhead === true;
    taken.push({
      ...row,
      slots,
      gpus: cards.slice(0, wanted),
      turn: turn ? { limit: environment.slots, isAhead: slots > left } : null,
    });
    left -= slots;
    cards = cards.slice(wanted);
  }
  return { taken, unmet };
}

/** Channels that an environment serves; where it serves all that none names, those of them that have something queued. */
function channelsOf(
  history: History,
  environment: RuntimeEnvironment,
  all: readonly RuntimeEnvironment[],
): string[] {
  const isForOthers = environment.channels.includes('*');
  const asked = isForOthers
    ? history.all<{ channel: string }>(queuedChannels).map((row) => row.channel)
    : environment.channels;
  return asked.filter((channel) => servingEnvironment(all, channel)?.name === environment.name);
}

function begin(
  history: History,
  row: FittingRow,
  environment: string,
  { now, leaseMs }: { now: number; leaseMs: number },
): ClaimedJob {
  const { attempts, priority: _priority, alone: _alone, cards: _cards, ...job } = row;
  const attempt = attempts + 1;
  history.run(
    `UPDATE job_run SET state = 'running', attempts = ?, started_at = ?, lease_until = ?, percent = NULL,
       progress_message = NULL WHERE key = ?`,
    [attempt, now, now + leaseMs, row.key],
  );
  history.run(
    `INSERT INTO attempt (job_run_key, number, outcome, environment, started_at, orderly)
     VALUES (?, ?, 'running', ?, ?, ?)`,
    [row.key, attempt, environment, now, Number(row.turn?.isAhead === true)],
  );
  return { ...job, attempt, environment, startedAt: now };
}
