import type { Waiting } from '../../../../contract/index.ts';
import { servingEnvironment } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import type { RuntimeEnvironment } from '../../runtimes/index.ts';
import { askedFromInWords } from '../askedFrom.ts';
import { queuedChannels } from '../claim.ts';
import { readPauses } from './pauses.ts';
import type { ControlOptions } from './types.ts';
import { count, listed } from './words.ts';

/** Most job runs before another one that are counted. */
const mostCounted = 1000;

interface Row {
  key: number;
  state: string;
  channel: string;
  priority: number;
  notBefore: number | null;
  attempts: number;
  mostAttempts: number | null;
  slots: number;
  alone: number;
  /** Graphics cards that it asks for. */
  gpus: number;
}

/** Counts what is before a job run in the queue of one channel, all or only what needs a graphics card. */
export const countBefore = `SELECT count(*) AS n FROM (SELECT 1 FROM job_run
  WHERE state = 'queued' AND not_before IS NULL AND channel = :channel AND (gpus > 0) IN (:onlyCards, 1)
    AND priority >= :priority AND (priority > :priority OR key < :key)
  LIMIT ${mostCounted + 1})`;

/** Why a job run waits at this moment; null where it does not. */
export function whyWaiting(
  history: History,
  jobRun: string,
  {
    runtime,
    free: freeIn,
    besideQueue,
    cardsInUse,
    hasSpace,
    isStopped,
  }: Omit<ControlOptions, 'interrupt' | 'wake' | 'onRunEnded'>,
): Waiting | null {
  const environments = runtime.environments();
  const row = history.get<Row>(
    `SELECT key, state, channel, priority, not_before AS notBefore, attempts, most_attempts AS mostAttempts, slots, alone, gpus
     FROM job_run WHERE id = ?`,
    [jobRun],
  );
  if (row?.state === 'waiting') return waitsForOthers(history, row);
  if (row?.state !== 'queued') return null;
  if (isStopped())
    return { code: 'stopped', message: 'The application is stopped: no job begins until it is started.' };
  const { application, channels } = readPauses(history);
  const pause = application ?? channels.get(row.channel);
  if (pause !== undefined) {
    const what = application === null ? `Channel "${row.channel}"` : 'The application';
    return {
      code: 'paused',
      message: `${what} is paused since ${clock(pause.since)} (${askedFromInWords[pause.from]}).`,
    };
  }
  if (row.notBefore !== null) {
    const at = clock(row.notBefore, true);
    const message =
      row.mostAttempts === null
        ? `The runtime had no process for it, so it is tried again at ${at}.`
        : `It failed before and is tried again at ${at}, as attempt ${row.attempts + 1} of ${row.mostAttempts}.`;
    return { code: 'retry', message };
  }
  if (!hasSpace()) {
    return {
      code: 'no-space',
      message: 'The disk is nearly full or cannot be written: no job begins until that is over.',
    };
  }
  const environment = servingEnvironment(environments, row.channel);
  if (environment === undefined)
    return { code: 'no-environment', message: whyNotServed(runtime, environments, row.channel) };
  const free = freeIn(environment);
  const needed = row.alone === 1 ? environment.slots : Math.min(row.slots, environment.slots);
  const cards = Math.min(row.gpus, environment.machine?.gpus.length ?? 0);
  // Those that need no card pass it then.
  const lacksCards = cards > 0 && free >= needed;
  const before = queuedBefore(history, { ...row, onlyCards: lacksCards }, environments, environment);
  const shown = before > mostCounted ? `more than ${mostCounted}` : String(before);
  if (lacksCards) {
    const place = before === 0 ? 'It is next' : `It begins after ${shown} before it that need one, and`;
    return {
      code: 'no-free-place',
      message: `${place} as soon as ${count(cards, 'graphics card')} can be had${cardsInUse(environment)}.`,
    };
  }
  if (before === 0 && free >= needed) return { code: 'next', message: 'It is next and begins at once.' };
  if (row.alone === 1) {
    return {
      code: 'no-free-place',
      message: `Its worker ended under it more than once, so it waits until nothing else runs in "${environment.name}".`,
    };
  }
  const beside = besideQueue(environment.name);
  const trials =
    beside === 0
      ? ''
      : ` Scratch runs and checks beside the queue have or wait for ${count(beside, 'place')}.`;
  return {
    code: 'no-free-place',
    message: `No free place in "${environment.name}", which runs ${count(environment.slots, 'job')} at once; ${shown} before it.${needed > 1 ? ` It takes ${needed} places.` : ''}${trials}`,
  };
}

/** Only where others are there is it a question of the channel. */
function whyNotServed(
  runtime: ControlOptions['runtime'],
  environments: readonly RuntimeEnvironment[],
  channel: string,
): string {
  if (environments.length > 0) return `No environment serves the channel "${channel}" at the moment.`;
  const problem = runtime.problem?.() ?? null;
  if (problem !== null) return `No environment runs at the moment: ${problem.message}`;
  return runtime.isStarting?.() === true
    ? 'The environments are only being started: jobs begin as soon as they run.'
    : 'No environment runs at the moment.';
}

function waitsForOthers(history: History, row: Row): Waiting {
  const open = history.all<{ jobName: string }>(
    `SELECT job_run.job_name AS jobName FROM job_edge JOIN job_run ON job_run.key = job_edge.from_key
     WHERE job_edge.to_key = ? AND job_run.state IN ('waiting', 'queued', 'running') ORDER BY job_run.key`,
    [row.key],
  );
  return { code: 'dependencies', message: `It waits for ${listed(open.map(({ jobName }) => jobName))}.` };
}

/** Over all channels that share its environment and are not paused. */
function queuedBefore(
  history: History,
  { key, channel, priority, onlyCards }: Row & { onlyCards: boolean },
  environments: readonly RuntimeEnvironment[],
  environment: RuntimeEnvironment,
): number {
  const { channels: paused } = readPauses(history);
  const sharing = history
    .all<{ channel: string }>(queuedChannels)
    .map((one) => one.channel)
    .filter(
      (one) => one === channel || (!paused.has(one) && servingEnvironment(environments, one) === environment),
    );
  return sharing.reduce(
    (sum, one) =>
      sum +
      (history.get<{ n: number }>(countBefore, { channel: one, onlyCards: Number(onlyCards), priority, key })
        ?.n ?? 0),
    0,
  );
}

/** `14:05`, with the date where that is another day, in the time of this machine. */
function clock(at: number, withSeconds = false): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  const time = withSeconds ? `${minutes}:${two(date.getSeconds())}` : minutes;
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
