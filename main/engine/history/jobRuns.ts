import {
  attemptSchema,
  EngineError,
  jobDefinitionSchema,
  jobRunDetailSchema,
  jsonObjectSchema,
  jsonValueSchema,
  reasonSchema,
} from '../../../contract/index.ts';
import type {
  Attempt,
  FoundPage,
  JobEntity,
  JobRunDetail,
  JobRunFilter,
  JobRunSummary,
  ResultFile,
} from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';
import {
  countAll,
  countOf,
  find,
  isCounted,
  jobRunsOfRunUnder,
  jobRunsUnder,
  positionOf,
} from './finding/index.ts';
import { readJson } from './json.ts';
import { writeCursor } from './page.ts';
import { runIdOf } from './runIdOf.ts';

const summaryColumns = `SELECT job_run.key, job_run.id, job_run.run_id AS run, run.number AS runNumber,
  job_run.job_name AS jobName, job_run.service, job_run.job_group AS "group",
  job_run.entity_level, job_run.entity_id, job_run.entity_text, job_run.state, job_run.reason,
  job_run.channel, job_run.attempts, job_run.definition, patient.PatientID, patient.PatientName,
  job_run.created_at AS createdAt, job_run.queued_at AS queuedAt, job_run.started_at AS startedAt,
  job_run.finished_at AS finishedAt, job_run.percent, job_run.not_before, job_run.most_attempts`;
// A CROSS JOIN keeps its order: else SQLite may begin with the patients, and sort a million rows for one page.
const tables =
  'job_run CROSS JOIN run ON run.id = job_run.run_id CROSS JOIN patient ON patient.key = run.patient_key';

type SummaryRow = Omit<JobRunSummary, 'reason' | 'dependsOn' | 'entity' | 'retry'> & {
  key: number;
  entity_level: JobEntity['level'] | null;
  entity_id: string | null;
  entity_text: string | null;
  reason: string | null;
  definition: string;
  not_before: number | null;
  most_attempts: number | null;
};

function toSummary({
  key: _key,
  definition,
  entity_level: level,
  entity_id,
  entity_text,
  not_before: at,
  most_attempts: of,
  ...row
}: SummaryRow): JobRunSummary {
  return {
    ...row,
    retry: at === null || of === null ? null : { at, attempt: row.attempts + 1, of },
    entity: level === null ? null : { level, key: entity_id ?? '', text: entity_text ?? '' },
    reason: readJson(reasonSchema, row.reason),
    dependsOn: readJson(jobDefinitionSchema, definition).dependsOn,
  };
}

/** Job runs of one run in planning order. */
export function jobRunsOfRun(history: History, run: string): JobRunSummary[] {
  return history
    .all<SummaryRow>(`${summaryColumns} FROM ${tables} WHERE job_run.run_id = ? ORDER BY job_run.position`, [
      run,
    ])
    .map(toSummary);
}

/** Job runs that a filter finds, newest first; of one run where it is named by identifier or number. */
export function listJobRuns(
  history: History,
  {
    run,
    limit,
    cursor,
    ...filter
  }: JobRunFilter & { run?: string | undefined; limit: number; cursor?: string | undefined },
): FoundPage<JobRunSummary> {
  const list =
    run === undefined
      ? jobRunsUnder(history, filter)
      : jobRunsOfRunUnder(history, runIdOf(history, run), filter);
  const { keys, below } = find(history, list, limit, positionOf(cursor));
  const total =
    run === undefined ? (isCounted(filter) ? countOf(history, filter) : null) : countAll(history, list);
  return {
    rows: jobRunsByKey(history, keys),
    nextCursor: below === null ? null : writeCursor([below]),
    total: total ?? keys.length + (below === null ? 0 : 1),
    isTotalExact: total !== null,
  };
}

/** Job runs by their row keys, newest first. */
export function jobRunsByKey(history: History, keys: readonly number[]): JobRunSummary[] {
  return history
    .all<SummaryRow>(
      `${summaryColumns} FROM ${tables} WHERE job_run.key IN (SELECT value FROM json_each(?))
       ORDER BY job_run.key DESC`,
      [JSON.stringify(keys)],
    )
    .map(toSummary);
}

interface DetailRow extends SummaryRow {
  timeout_ms: number;
  callback_answer: string | null;
  injected: string | null;
  result: string | null;
  result_is_repr: number;
  error: string | null;
  progress_message: string | null;
}

/** True where this history holds the job run. */
export function hasJobRun(history: History, id: string): boolean {
  return history.get('SELECT 1 FROM job_run WHERE id = ?', [id]) !== undefined;
}

/** @throws EngineError `not-found` */
export function getJobRun(history: History, folders: ApplicationFolders, id: string): JobRunDetail {
  const row = history.get<DetailRow>(
    `${summaryColumns}, job_run.timeout_ms, job_run.callback_answer, job_run.injected, job_run.result,
       job_run.result_is_repr, job_run.error, job_run.progress_message
     FROM ${tables} WHERE job_run.id = ?`,
    [id],
  );
  if (row === undefined) throw new EngineError('not-found', 'There is no such job run.');
  const {
    timeout_ms,
    callback_answer,
    injected,
    result,
    result_is_repr,
    error,
    progress_message,
    ...summary
  } = row;
  const definition = readJson(jobDefinitionSchema, row.definition);
  return {
    ...toSummary(summary),
    description: definition.description,
    worker: definition.worker,
    callback: definition.callback,
    priority: definition.priority,
    sortPosition: definition.sortPosition ?? 0,
    timeoutSeconds: timeout_ms / 1000,
    retries: definition.retries,
    onDependencyFailure: definition.onDependencyFailure ?? 'skip',
    resources: definition.resources,
    params: definition.params,
    injected: readJson(jsonObjectSchema, injected),
    callbackAnswer: readJson(jobRunDetailSchema.shape.callbackAnswer.unwrap(), callback_answer),
    attemptList: attemptsOf(history, row.key),
    result: readJson(jsonValueSchema, result),
    resultIsRepr: result_is_repr === 1,
    error: readJson(jobRunDetailSchema.shape.error.unwrap(), error),
    progressMessage: progress_message,
    files: history.all<ResultFile>(
      'SELECT path, size, modified_at AS modifiedAt FROM result_file WHERE job_run_key = ? ORDER BY path',
      [row.key],
    ),
    dataFolder: runFolders(folders, row.run).data,
  };
}

interface AttemptJson {
  error: string | null;
  result: string | null;
  result_is_repr: number;
}

function attemptsOf(history: History, key: number): Attempt[] {
  return history
    .all<Omit<Attempt, 'error' | 'result' | 'resultIsRepr'> & AttemptJson>(
      `SELECT number, outcome, environment, started_at AS startedAt, finished_at AS finishedAt,
         log_bytes AS logBytes, dropped_log_bytes AS droppedLogBytes, problem, error, result, result_is_repr
       FROM attempt WHERE job_run_key = ? ORDER BY number`,
      [key],
    )
    .map(({ result_is_repr, result, error, ...attempt }) => ({
      ...attempt,
      error: readJson(attemptSchema.shape.error.unwrap(), error),
      result: readJson(jsonValueSchema, result),
      resultIsRepr: result_is_repr === 1,
    }));
}
