import type { AskedFrom, Refusal, Requeued } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import { askedFromInWords } from '../askedFrom.ts';
import { announce } from '../recordEnd.ts';
import type { Conditions } from './choice.ts';
import { deletedNote, runRefusal } from './inputsGone.ts';
import type { RequeuedRun } from './inputsGone.ts';
import { planRequeue } from './requeuePlan.ts';
import type { RequeueEdge, RequeueJob, RequeuePlan } from './requeuePlan.ts';
import { listed } from './words.ts';

/** What a requeue needs beside the choice. */
export interface RequeueOptions {
  from: AskedFrom;
  /** Also everything that depends on the chosen ones. */
  below: boolean;
}

type JobRow = RequeueJob & { id: string };

/**
 * Gives the chosen job runs of one run another attempt; the run goes on. Must be called inside `write`. What earlier
 * attempts left stays: their logs, outcomes and errors, and the files in the run's data folder.
 */
export function requeueInRun(
  context: ApplicationContext,
  runId: string,
  chosen: Conditions,
  options: RequeueOptions,
): Requeued {
  const { history } = context;
  const now = Date.now();
  const wanted = history.all<JobRow>(
    `SELECT key, id, job_name AS jobName, state, reason ->> 'code' AS reason,
       not_before IS NOT NULL AS pauses
     FROM job_run WHERE run_id = :runId AND ${chosen.sql}`,
    { ...chosen.parameters, runId },
  );
  const run = readRun(history, runId);
  if (run === undefined || wanted.length === 0) return nothing;
  const against = runRefusal(context, run);
  if (against !== null) {
    return refusedAll(wanted.map((row) => refusalOf(runId, row, against)));
  }
  const rows = readJobs(history, runId);
  const plan = planRequeue(
    rows,
    readEdges(history, runId),
    new Set(wanted.map(({ key }) => key)),
    options.below,
  );
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const refusals = plan.refused.flatMap(({ key, message }) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [refusalOf(runId, row, message)];
  });
  const chosenOnes = plan.opened.filter(({ isChosen }) => isChosen).length + plan.hastened.length;
  if (chosenOnes === 0) return refusedAll(refusals);

  const note = deletedNote(context, run, new Set(plan.opened.map(({ key }) => key)));
  writePlan(history, plan, now);
  history.run("UPDATE run SET state = 'active', finished_at = NULL, delivered_at = NULL WHERE id = ?", [
    runId,
  ]);
  const again = [...plan.opened.map(({ key }) => key), ...plan.hastened];
  const names = again.flatMap((key) => byKey.get(key)?.jobName ?? []);
  history.run('INSERT INTO intervention (run_id, at, asked_from, message) VALUES (?, ?, ?, ?)', [
    runId,
    now,
    options.from,
    [`Requeued ${askedFromInWords[options.from]}: ${listed(names)}.`, note].filter(Boolean).join(' '),
  ]);
  announce(
    context,
    runId,
    [...plan.opened, ...plan.recounted, ...plan.hastened.map((key) => ({ key, waitsFor: 0 }))].flatMap(
      ({ key, waitsFor }) => {
        const row = byKey.get(key);
        return row === undefined ? [] : [{ id: row.id, state: stateOf(waitsFor), percent: null }];
      },
    ),
  );
  history.afterCommit(() =>
    context.events.emit('runs.changed', { application: context.id, run: runId, state: 'active' }),
  );
  return {
    requeued: chosenOnes,
    alongside: plan.opened.length + plan.hastened.length - chosenOnes,
    refused: refusals.length,
    refusals,
    notes: note === null ? [] : [note],
    runs: 1,
  };
}

const nothing: Requeued = { requeued: 0, alongside: 0, refused: 0, refusals: [], notes: [], runs: 0 };

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

function writePlan(history: History, { opened, hastened, recounted }: RequeuePlan, now: number): void {
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

/** A part of a plan as a table: one statement for all of it. */
const planRows = `(SELECT value ->> 0 AS key, value ->> 1 AS waits_for FROM json_each(:plan)) AS plan`;

function rowsOf(rows: readonly { key: number; waitsFor: number }[]): string {
  return JSON.stringify(rows.map(({ key, waitsFor }) => [key, waitsFor]));
}
