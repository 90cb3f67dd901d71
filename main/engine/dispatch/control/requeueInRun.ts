import { noneRequeued } from '../../../../contract/index.ts';
import type { AskedFrom, JobRunState, Refusal, Requeued } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import { askedFromInWords } from '../askedFrom.ts';
import { announce } from '../recordEnd.ts';
import type { ChosenInRun } from './choice.ts';
import { deletedNote, runRefusal } from './inputsGone.ts';
import type { RequeuedRun } from './inputsGone.ts';
import { planRequeue } from './requeuePlan.ts';
import type { RequeueEdge, RequeueJob, RequeuePlan } from './requeuePlan.ts';
import { partsOf } from './requeueParts.ts';
import type { PlanPart } from './requeueParts.ts';
import { addRequeued } from './sums.ts';
import { listed } from './words.ts';

/** What a requeue needs beside the choice. */
export interface RequeueOptions {
  from: AskedFrom;
  /** Also everything that depends on the chosen ones. */
  below: boolean;
}

type JobRow = RequeueJob & { id: string };

/** Job runs of a run that are opened in one transaction, where they do not all need each other. */
const mostAtOnce = 250;

/**
 * Gives the chosen job runs of one run another attempt; the run goes on. What earlier attempts left stays: their logs,
 * outcomes and errors, and the files in the run's data folder.
 *
 * Goes in steps, each of them inside a `write`. Where something else of the run has ended between two of them, what is
 * left is decided anew; what was opened is open, and an engine that is killed in between goes on with the rest.
 * @param states in which they may be meant
 */
export function* requeueInRun(
  context: ApplicationContext,
  { run: runId, keys }: ChosenInRun,
  states: readonly JobRunState[],
  options: RequeueOptions,
): Generator<void, Requeued> {
  const { history } = context;
  /** Opened or refused: decided once, whatever ends meanwhile. */
  const decided = new Set<number>();
  const oneRun = { runs: 1, runIds: [runId] };
  let hasBegun = false;
  let sum = nothing;
  for (;;) {
    const left = keys.filter((key) => !decided.has(key));
    const step = planRun(context, runId, left, states, { ...options, isFirst: !hasBegun });
    sum = addRequeued(sum, step.told);
    const { plan, rows, parts, note } = step;
    if (plan === null) return hasBegun ? { ...sum, ...oneRun } : sum;
    for (const { key } of plan.refused) decided.add(key);
    let seen: string | null = null;
    let isStale = false;
    for (const part of parts) {
      if (seen !== null) {
        yield;
        isStale = statesOf(history, runId) !== seen;
        if (isStale) break;
      } else beginAgain(context, runId, plan, rows, { ...options, note, isFirst: !hasBegun });
      hasBegun = true;
      writePart(history, part, Date.now());
      announcePart(context, runId, part, rows);
      sum = addRequeued(sum, countOf(part));
      for (const { key } of part.opened) decided.add(key);
      for (const key of part.hastened) decided.add(key);
      seen = statesOf(history, runId);
    }
    if (!isStale) return { ...sum, ...oneRun };
  }
}

interface PlannedRun {
  /** Null: there is nothing to open. */
  plan: RequeuePlan | null;
  rows: ReadonlyMap<number, JobRow>;
  parts: PlanPart[];
  note: string | null;
  /** Refusals and notes. */
  told: Requeued;
}

function planRun(
  context: ApplicationContext,
  runId: string,
  keys: readonly number[],
  states: readonly JobRunState[],
  { below, isFirst }: RequeueOptions & { isFirst: boolean },
): PlannedRun {
  const { history } = context;
  const run = readRun(history, runId);
  const all = readJobs(history, runId);
  const rows = new Map(all.map((row) => [row.key, row]));
  const wanted = keys.flatMap((key) => {
    const row = rows.get(key);
    return row !== undefined && states.includes(row.state) ? [row] : [];
  });
  const none = (told: Requeued): PlannedRun => ({ plan: null, rows, parts: [], note: null, told });
  if (run === undefined || wanted.length === 0) return none(nothing);
  const against = runRefusal(context, run);
  if (against !== null) return none(refusedAll(wanted.map((row) => refusalOf(runId, row, against))));
  const edges = readEdges(history, runId);
  const plan = planRequeue(all, edges, new Set(wanted.map(({ key }) => key)), below);
  const refusals = plan.refused.flatMap(({ key, message }) => {
    const row = rows.get(key);
    return row === undefined ? [] : [refusalOf(runId, row, message)];
  });
  const opensAny = plan.opened.some(({ isChosen }) => isChosen) || plan.hastened.length > 0;
  if (!opensAny) return none(refusedAll(refusals));
  const note = isFirst ? deletedNote(context, run, new Set(plan.opened.map(({ key }) => key))) : null;
  const told = { ...refusedAll(refusals), notes: note === null ? [] : [note] };
  return { plan, rows, parts: partsOf(plan, edges, mostAtOnce), note, told };
}

/** The run goes on, and says what was asked of it: once, before any of it is done. */
function beginAgain(
  { history, events, id }: ApplicationContext,
  runId: string,
  plan: RequeuePlan,
  rows: ReadonlyMap<number, JobRow>,
  { from, note, isFirst }: RequeueOptions & { note: string | null; isFirst: boolean },
): void {
  history.run("UPDATE run SET state = 'active', finished_at = NULL, delivered_at = NULL WHERE id = ?", [
    runId,
  ]);
  if (!isFirst) return;
  const again = [...plan.opened.map(({ key }) => key), ...plan.hastened];
  const names = again.flatMap((key) => rows.get(key)?.jobName ?? []);
  history.run('INSERT INTO intervention (run_id, at, asked_from, message) VALUES (?, ?, ?, ?)', [
    runId,
    Date.now(),
    from,
    [`Requeued ${askedFromInWords[from]}: ${listed(names)}.`, note].filter(Boolean).join(' '),
  ]);
  history.afterCommit(() => events.emit('runs.changed', { application: id, run: runId, state: 'active' }));
}

function announcePart(
  context: ApplicationContext,
  runId: string,
  { opened, hastened, recounted }: PlanPart,
  rows: ReadonlyMap<number, JobRow>,
): void {
  const changed = [...opened, ...recounted, ...hastened.map((key) => ({ key, waitsFor: 0 }))];
  announce(
    context,
    runId,
    changed.flatMap(({ key, waitsFor }) => {
      const row = rows.get(key);
      return row === undefined ? [] : [{ id: row.id, state: stateOf(waitsFor), percent: null }];
    }),
  );
}

function countOf({ opened, hastened }: PlanPart): Requeued {
  const chosen = opened.filter(({ isChosen }) => isChosen).length + hastened.length;
  return { ...nothing, requeued: chosen, alongside: opened.length + hastened.length - chosen };
}

/** How many job runs of a run are in each state: while nothing is claimed, it changes when one of them ends. */
function statesOf(history: History, runId: string): string {
  return JSON.stringify(
    history.all('SELECT state, count(*) AS n FROM job_run WHERE run_id = ? GROUP BY state ORDER BY state', [
      runId,
    ]),
  );
}

const nothing = noneRequeued;

function refusedAll(refusals: Refusal[]): Requeued {
  return { ...nothing, refused: refusals.length, refusals };
}

function refusalOf(run: string, row: JobRow, message: string): Refusal {
  return { jobRun: row.id, jobName: row.jobName, run, message };
}

function readRun(history: History, runId: string): RequeuedRun | undefined {
  return history.get<RequeuedRun>(
    `SELECT run.id, run.number, run.state, run.instance_count AS instanceCount, run.finished_at AS finishedAt,
       run.delivered_at AS deliveredAt,
       patient.id AS patientId
     FROM run JOIN patient ON patient.key = run.patient_key WHERE run.id = ?`,
    [runId],
  );
}

function readJobs(history: History, runId: string): JobRow[] {
  return history.all<JobRow>(
    `SELECT key, id, job_name AS jobName, state, reason ->> 'code' AS reason,
       not_before IS NOT NULL AS pauses
     FROM job_run WHERE run_id = ? ORDER BY position`,
    [runId],
  );
}

function readEdges(history: History, runId: string): RequeueEdge[] {
  return history.all<RequeueEdge>(
    `SELECT job_edge.from_key AS "from", job_edge.to_key AS "to", job_edge.needs
     FROM job_run JOIN job_edge ON job_edge.to_key = job_run.key WHERE job_run.run_id = ?`,
    [runId],
  );
}

function stateOf(waitsFor: number): 'waiting' | 'queued' {
  return waitsFor > 0 ? 'waiting' : 'queued';
}

function writePart(history: History, { opened, hastened, recounted }: PlanPart, now: number): void {
  // What the last attempts left stays with them; the job runs themselves begin anew.
  history.run(
    `UPDATE attempt SET result = job_run.result, result_is_repr = job_run.result_is_repr,
       error = coalesce(attempt.error, job_run.error)
     FROM job_run WHERE job_run.key = attempt.job_run_key AND job_run.attempts = attempt.number
       AND attempt.job_run_key IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(opened.map(({ key }) => key))],
  );
  history.run(
    `UPDATE job_run SET state = iif(plan.waits_for > 0, 'waiting', 'queued'), reason = NULL,
       open_dependencies = plan.waits_for, counts_from = attempts + 1, most_attempts = NULL, not_before = NULL,
       alone = 0, percent = NULL, progress_message = NULL, result = NULL, result_is_repr = 0, error = NULL,
       queued_at = iif(plan.waits_for > 0, NULL, :now), started_at = NULL, finished_at = NULL,
       cancel_asked_at = NULL, cancelled_from = NULL
     FROM ${planRows} WHERE job_run.key = plan.key`,
    { plan: rowsOf(opened), now },
  );
  history.run(
    `UPDATE job_run SET not_before = NULL, queued_at = :now WHERE key IN (SELECT value FROM json_each(:keys))`,
    { keys: JSON.stringify(hastened), now },
  );
  history.run(
    `UPDATE job_run SET state = iif(plan.waits_for > 0, 'waiting', 'queued'), open_dependencies = plan.waits_for,
       queued_at = iif(plan.waits_for > 0, NULL, queued_at)
     FROM ${planRows} WHERE job_run.key = plan.key`,
    { plan: rowsOf(recounted) },
  );
}

/** Rows as a table: one statement for all of them. */
const planRows = `(SELECT value ->> 0 AS key, value ->> 1 AS waits_for FROM json_each(:plan)) AS plan`;

function rowsOf(rows: readonly { key: number; waitsFor: number }[]): string {
  return JSON.stringify(rows.map(({ key, waitsFor }) => [key, waitsFor]));
}
