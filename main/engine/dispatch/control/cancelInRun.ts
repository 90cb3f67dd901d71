import type { AskedFrom, Cancelled, JobRunState, Reason } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import { askedFromInWords } from '../askedFrom.ts';
import { endIfDone, followUp } from '../followUp.ts';
import type { ChangedJobRun } from '../followUp.ts';
import { announce } from '../recordEnd.ts';
import { statesIn } from './choice.ts';
import type { ChosenPart } from './choice.ts';
import { listed } from './words.ts';

/** What a cancel needs beside the choice. */
export interface CancelOptions {
  from: AskedFrom;
  /** Also clean-up jobs that only wait for the end of others. */
  withCleanUp: boolean;
  /** Ends the processes of a running job run. Called after the commit. */
  interrupt: (key: number) => void;
  /** Called after the commit that ended a run. */
  onRunEnded: (runId: string) => void;
}

/** A condition: it only waits for the end of others. */
const cleansUp = `job_run.state = 'waiting' AND NOT EXISTS (
  SELECT 1 FROM job_edge WHERE to_key = job_run.key AND needs = 'success')`;

const openStates: readonly JobRunState[] = ['waiting', 'queued', 'running'];

interface OpenRow {
  key: number;
  id: string;
  jobName: string;
  state: Extract<JobRunState, 'waiting' | 'queued' | 'running'>;
  /** 1: it only waits for the end of others, whatever becomes of them. */
  cleansUp: number;
  /** 1: somebody cancelled it before, and its processes have not ended yet. */
  isAsked: number;
}

/**
 * Ends the chosen job runs of one run, or a part of them, and gives their dependents what follows from that. Must be
 * called inside `write`. A running one is marked first and keeps its state: what its processes leave is recorded as cancelled,
 * however they end, also by the next engine.
 * @returns what became of them, `runs` left out
 */
export function cancelInRun(
  context: ApplicationContext,
  { run: runId, keys: chosen, ofRun }: ChosenPart,
  options: CancelOptions,
): Cancelled {
  const { history } = context;
  const now = Date.now();
  const open = openOf(history, chosen);
  const isLeft = (row: OpenRow) => row.cleansUp === 1 && !options.withCleanUp;
  const left = open.filter(isLeft);
  const ended = open.filter((row) => row.state !== 'running' && !isLeft(row));
  const running = open.filter((row) => row.state === 'running');
  const why: Reason = {
    code: 'cancelled',
    message: `Cancelled ${askedFromInWords[options.from]}.`,
    details: null,
  };
  // Once for all parts, before any of them is ended.
  const names =
    ofRun.length === chosen.length
      ? open.filter((row) => !isLeft(row) && row.isAsked === 0).map(({ jobName }) => jobName)
      : namesOf(history, ofRun, options.withCleanUp);
  if (names.length > 0) {
    history.run('INSERT INTO intervention (run_id, at, asked_from, message) VALUES (?, ?, ?, ?)', [
      runId,
      now,
      options.from,
      `Cancelled ${askedFromInWords[options.from]}: ${listed(names)}.`,
    ]);
  }
  const values = { now, from: options.from, why: JSON.stringify(why) };

  history.run(
    `UPDATE job_run SET state = 'cancelled', reason = :why, finished_at = :now, cancel_asked_at = :now,
       cancelled_from = :from, not_before = NULL WHERE key IN (SELECT value FROM json_each(:keys))`,
    { ...values, keys: JSON.stringify(ended.map(({ key }) => key)) },
  );
  const marked = running.filter(
    ({ key }) =>
      history.run(
        `UPDATE job_run SET reason = :why, cancel_asked_at = :now, cancelled_from = :from
         WHERE key = :key AND cancel_asked_at IS NULL`,
        { ...values, key },
      ).changes > 0,
  );
  // Only when all of them have ended: what needs two of them is skipped once, and chosen ones are not skipped at all.
  const changed: ChangedJobRun[] = ended.flatMap((row) =>
    followUp(history, { key: row.key, jobName: row.jobName, state: 'cancelled' }, now),
  );
  const runState = ended.length > 0 ? endIfDone(history, runId, now) : null;
  announce(context, runId, [
    ...ended.map(({ id }) => ({ id, state: 'cancelled' as const, percent: null })),
    ...marked.map(({ id }) => ({ id, state: 'running' as const, percent: null })),
    ...changed,
  ]);
  history.afterCommit(() => {
    for (const { key } of running) options.interrupt(key);
    if (runState === null) return;
    context.events.emit('runs.changed', { application: context.id, run: runId, state: runState });
    options.onRunEnded(runId);
  });
  return {
    cancelled: ended.length,
    ending: running.length,
    skipped: changed.filter(({ state }) => state === 'skipped').length,
    alreadyEnded: 0,
    cleanUp: left.length,
    runs: 0,
  };
}

function openOf(history: History, keys: readonly number[]): OpenRow[] {
  if (keys.length === 0) return [];
  return history.all<OpenRow>(
    `SELECT job_run.key, job_run.id, job_run.job_name AS jobName, job_run.state,
       ${cleansUp} AS cleansUp, job_run.cancel_asked_at IS NOT NULL AS isAsked
     FROM job_run WHERE job_run.key IN (SELECT value FROM json_each(?)) AND ${statesIn(openStates)}
     ORDER BY job_run.key`,
    [JSON.stringify(keys)],
  );
}

/** Names of those of very many that a cancel ends: each once, and nothing else of them. */
function namesOf(history: History, keys: readonly number[], withCleanUp: boolean): string[] {
  if (keys.length === 0) return [];
  return history
    .all<{ jobName: string }>(
      `SELECT job_run.job_name AS jobName FROM job_run
       WHERE job_run.key IN (SELECT value FROM json_each(?)) AND ${statesIn(openStates)}
         AND job_run.cancel_asked_at IS NULL ${withCleanUp ? '' : `AND NOT (${cleansUp})`}
       GROUP BY job_run.job_name ORDER BY min(job_run.key)`,
      [JSON.stringify(keys)],
    )
    .map(({ jobName }) => jobName);
}
