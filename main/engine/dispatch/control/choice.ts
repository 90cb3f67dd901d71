import { EngineError } from '../../../../contract/index.ts';
import type { JobRunChoice, JobRunState } from '../../../../contract/index.ts';
import type { History, SqlValue } from '../../database/index.ts';

/** Conditions on `job_run` with their values. */
export interface Conditions {
  sql: string;
  parameters: Record<string, SqlValue>;
}

/**
 * A choice as conditions.
 * @param states those that can be meant; the choice may name fewer
 * @param lastKey the last job run that can be meant: what was planned later is not
 */
export function conditionsOf(
  choice: JobRunChoice,
  states: readonly JobRunState[],
  lastKey: number,
): Conditions {
  const { jobRuns, runs, service, jobName } = choice;
  const meant =
    choice.states === undefined ? states : choice.states.filter((state) => states.includes(state));
  const listedStates = meant.map((state) => `'${state}'`).join(', ');
  const parameters: Record<string, SqlValue> = { lastKey };
  const parts = [`job_run.state IN (${listedStates})`, 'job_run.key <= :lastKey'];
  if (jobRuns !== undefined) {
    parts.push('job_run.id IN (SELECT value FROM json_each(:jobRuns))');
    parameters['jobRuns'] = JSON.stringify(jobRuns);
  }
  if (runs !== undefined) {
    parts.push('job_run.run_id IN (SELECT value FROM json_each(:runs))');
    parameters['runs'] = JSON.stringify(runs);
  }
  // The plus has SQLite find them by their state: a service may have a million job runs of other states.
  if (service !== undefined) {
    parts.push('+job_run.service = :service');
    parameters['service'] = service;
  }
  if (jobName !== undefined) {
    parts.push('+job_run.job_name = :jobName');
    parameters['jobName'] = jobName;
  }
  return { sql: parts.join(' AND '), parameters };
}

/** Runs with job runs that are meant, oldest first, and how many these are. */
export function runsWith(
  history: History,
  { sql, parameters }: Conditions,
): { run: string; count: number }[] {
  return history.all<{ run: string; count: number }>(
    `SELECT run_id AS run, count(*) AS count FROM job_run WHERE ${sql} GROUP BY run_id ORDER BY min(job_run.key)`,
    parameters,
  );
}

/** Job runs of one run that are meant, by their row keys: from the first to the last. */
export interface Stretch {
  run: string;
  from: number;
  to: number;
}

/**
 * All that is meant, run by run; what is too much for one transaction in stretches of a run. The last of a run comes
 * first: nothing comes before what waits for it, so that what is left of a run makes sense between two of them.
 */
export function stretchesOf(history: History, chosen: Conditions, most: number): Stretch[] {
  return runsWith(history, chosen).flatMap(({ run, count }) => {
    if (count <= most) return [{ run, from: 0, to: Number.MAX_SAFE_INTEGER }];
    const keys = history
      .all<{ key: number }>(
        `SELECT key FROM job_run WHERE run_id = :run AND ${chosen.sql} ORDER BY key DESC`,
        { ...chosen.parameters, run },
      )
      .map(({ key }) => key);
    return Array.from({ length: Math.ceil(keys.length / most) }, (_, index) => ({
      run,
      from: keys[Math.min((index + 1) * most, keys.length) - 1] ?? 0,
      to: keys[index * most] ?? 0,
    }));
  });
}

/** Refuses a choice that names what does not exist. @throws EngineError `not-found` */
export function checkIds(history: History, { jobRuns = [], runs = [] }: JobRunChoice): void {
  for (const [what, ids, table, list] of [
    ['job run', jobRuns, 'job_run', 'jobs'],
    ['run', runs, 'run', 'runs'],
  ] as const) {
    const missing = ids.find((id) => history.get(`SELECT 1 FROM ${table} WHERE id = ?`, [id]) === undefined);
    if (missing === undefined) continue;
    throw new EngineError(
      'not-found',
      `There is no ${what} ${missing} in this application. Nothing was changed.`,
      { advice: `List what there is with: dcm-processor list ${list}` },
    );
  }
}
