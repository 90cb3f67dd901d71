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
  if (service !== undefined) {
    parts.push('job_run.service = :service');
    parameters['service'] = service;
  }
  if (jobName !== undefined) {
    parts.push('job_run.job_name = :jobName');
    parameters['jobName'] = jobName;
  }
  return { sql: parts.join(' AND '), parameters };
}

/** Runs with job runs that are meant, oldest first. */
export function runsWith(history: History, { sql, parameters }: Conditions): string[] {
  return history
    .all<{ id: string }>(
      `SELECT run_id AS id FROM job_run WHERE ${sql} GROUP BY run_id ORDER BY min(job_run.key)`,
      parameters,
    )
    .map(({ id }) => id);
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
