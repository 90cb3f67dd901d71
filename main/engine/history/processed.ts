import {
  jobDefinitionSchema,
  jobRunDetailSchema,
  jsonValueSchema,
  reasonSchema,
} from '../../../contract/index.ts';
import type { Page, ProcessedJob, ProcessedRun } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readJson } from './json.ts';
import { readPage } from './page.ts';
import { storedId } from './storedId.ts';

/** Job runs and files that are told of each; the pages of run and job run have all. */
const [mostJobs, mostFiles] = [200, 8];
/** Longest result that is told, in characters of its text. */
const longestResult = 4000;

type RunRow = Omit<ProcessedRun, 'warnings' | 'jobs' | 'jobCount'>;

/** The runs that were about a study, newest first. @throws EngineError `not-found` */
export function listProcessed(
  history: History,
  { study, ...page }: { study: string; limit: number; cursor?: string | undefined },
): Page<ProcessedRun> {
  const id = storedId(history, 'study', study);
  return readPage<RunRow, ProcessedRun>(
    history,
    {
      select: `SELECT run.id, run.number, run.version, run.level, run.state, run.created_at AS createdAt,
        run.finished_at AS finishedAt`,
      from: `study CROSS JOIN run_study ON run_study.study_key = study.key
        CROSS JOIN run ON run.id = run_study.run_id`,
      conditions: [{ sql: 'study.id = ?', parameters: [id] }],
      order: { columns: ['run.number'], direction: 'DESC' },
      position: (row) => [row.number],
      item: (row) => ({
        ...row,
        warnings: warningsOf(history, row.id),
        jobs: jobsOf(history, row.id),
        jobCount:
          history.get<{ n: number }>('SELECT count(*) AS n FROM job_run WHERE run_id = ?', [row.id])?.n ?? 0,
      }),
    },
    page,
  );
}

function warningsOf(history: History, run: string) {
  const rows = history.all<{ reason: string }>(
    'SELECT reason FROM run_warning WHERE run_id = ? ORDER BY position',
    [run],
  );
  return rows.map(({ reason }) => readJson(reasonSchema, reason));
}

interface JobRow extends Omit<
  ProcessedJob,
  'params' | 'result' | 'resultIsRepr' | 'problem' | 'files' | 'fileCount'
> {
  key: number;
  definition: string;
  reason: string | null;
  error: string | null;
  result: string | null;
  result_is_repr: number;
}

function jobsOf(history: History, run: string): ProcessedJob[] {
  const rows = history.all<JobRow>(
    `SELECT job_run.key, job_run.id, job_run.job_name AS jobName, job_run.service,
       coalesce(provenance.service_version, job_run.service_hash) AS serviceVersion, job_run.state,
       job_run.entity_text AS entity, job_run.percent, job_run.definition, job_run.reason, job_run.error,
       iif(length(job_run.result) <= :longest, job_run.result, NULL) AS result,
       coalesce(octet_length(job_run.result), 0) AS resultBytes, job_run.result_is_repr,
       job_run.started_at AS startedAt, job_run.finished_at AS finishedAt
     FROM job_run LEFT JOIN provenance ON provenance.job_run_key = job_run.key
       AND provenance.attempt = (SELECT max(attempt) FROM provenance WHERE job_run_key = job_run.key)
     WHERE job_run.run_id = :run ORDER BY job_run.position LIMIT :most`,
    { run, longest: longestResult, most: mostJobs },
  );
  const files = filesOf(history, run);
  return rows.map(({ key, definition, reason, error, result, result_is_repr, ...row }) => ({
    ...row,
    params: readJson(jobDefinitionSchema, definition).params,
    result: readJson(jsonValueSchema, result),
    resultIsRepr: result_is_repr === 1,
    problem: problemIn(row.state, reason, error),
    ...(files.get(key) ?? { files: [], fileCount: 0 }),
  }));
}

function problemIn(state: ProcessedJob['state'], reason: string | null, error: string | null): string | null {
  const failure = readJson(jobRunDetailSchema.shape.error.unwrap(), error);
  if (failure !== null) return [failure.type, failure.message].filter((text) => text !== '').join(': ');
  const why = readJson(reasonSchema, reason);
  return state === 'succeeded' ? null : (why?.message ?? null);
}

/** The first files of each job run, and how many it has, in one statement: a run may have hundreds of job runs. */
const filesOfRun = `SELECT key, path, size, fileCount FROM (
    SELECT job_run.key, path, size, row_number() OVER (PARTITION BY job_run.key ORDER BY path) AS n,
      count(*) OVER (PARTITION BY job_run.key) AS fileCount
    FROM job_run CROSS JOIN result_file ON result_file.job_run_key = job_run.key
    WHERE job_run.run_id = :run AND job_run.position IN (
      SELECT position FROM job_run WHERE run_id = :run ORDER BY position LIMIT ${mostJobs}))
  WHERE n <= ${mostFiles} ORDER BY key, path`;

function filesOf(
  history: History,
  run: string,
): ReadonlyMap<number, Pick<ProcessedJob, 'files' | 'fileCount'>> {
  const found = new Map<number, Pick<ProcessedJob, 'files' | 'fileCount'>>();
  const rows = history.all<{ key: number; path: string; size: number; fileCount: number }>(filesOfRun, {
    run,
  });
  for (const { key, fileCount, ...file } of rows) {
    const own = found.get(key);
    if (own === undefined) found.set(key, { files: [file], fileCount });
    else own.files.push(file);
  }
  return found;
}
