import { filterReportSchema, reasonSchema } from '../../../contract/index.ts';
import type {
  FoundPage,
  Intervention,
  JobRunState,
  RunDetail,
  RunFilter,
  RunSummary,
} from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { find, positionOf, runsUnder } from './finding/index.ts';
import { jobRunsOfRun } from './jobRuns.ts';
import { readJson } from './json.ts';
import { writeCursor } from './page.ts';
import { noRun, runIdOf } from './runIdOf.ts';

const runColumns = `SELECT run.id, run.number, run.version, run.level, run.entity_id AS key, patient.PatientID,
  patient.PatientName, run.study_count AS studyCount, run.series_count AS seriesCount,
  run.instance_count AS instanceCount, run.state, run.created_at AS createdAt, run.finished_at AS finishedAt,
  (SELECT count(*) FROM run_warning WHERE run_warning.run_id = run.id) AS warningCount`;
// In this order, see jobRuns.ts.
const runTables = 'run CROSS JOIN patient ON patient.key = run.patient_key';

type RunRow = Omit<RunSummary, 'jobCounts'>;

/** Runs that a filter finds, newest first. */
export function listRuns(
  history: History,
  { limit, cursor, ...filter }: RunFilter & { limit: number; cursor?: string | undefined },
): FoundPage<RunSummary> {
  const { keys, below } = find(history, runsUnder(history, filter), limit, positionOf(cursor));
  const total = totalOf(history, filter);
  return {
    rows: runsByNumber(history, keys),
    nextCursor: below === null ? null : writeCursor([below]),
    total: total ?? keys.length + (below === null ? 0 : 1),
    isTotalExact: total !== null,
  };
}

/** Runs by their numbers, newest first. */
export function runsByNumber(history: History, numbers: readonly number[]): RunSummary[] {
  return history
    .all<RunRow>(
      `${runColumns} FROM ${runTables} WHERE run.number IN (SELECT value FROM json_each(?))
       ORDER BY run.number DESC`,
      [JSON.stringify(numbers)],
    )
    .map((row) => ({ ...row, jobCounts: jobCountsOf(history, row.id) }));
}

/** Where it is kept as it changes; null elsewhere. */
function totalOf(history: History, { states, ...rest }: RunFilter): number | null {
  if (Object.values(rest).some((value) => value !== undefined)) return null;
  const counts = history.all<{ state: string; n: number }>('SELECT state, n FROM run_count');
  return counts
    .filter(({ state }) => states === undefined || states.some((one) => one === state))
    .reduce((sum, { n }) => sum + n, 0);
}

/**
 * @param named its identifier or its number
 * @throws EngineError `not-found`
 */
export function getRun(history: History, folders: ApplicationFolders, named: string): RunDetail {
  const id = runIdOf(history, named);
  const row = history.get<RunRow>(`${runColumns} FROM ${runTables} WHERE run.id = ?`, [id]);
  if (row === undefined) throw noRun(named);
  const own = runFolders(folders, id);
  const filters =
    history.get<{ filters: string | null }>('SELECT filters FROM run WHERE id = ?', [id])?.filters ?? null;
  return {
    ...row,
    jobCounts: jobCountsOf(history, id),
    folder: own.root,
    dataFolder: own.data,
    studies: history.all(
      `SELECT study.id, study.StudyDate, study.StudyDescription, run_study.series_count AS seriesCount
       FROM run_study JOIN study ON study.key = run_study.study_key
       WHERE run_study.run_id = ? ORDER BY study.StudyDate, study.key`,
      [id],
    ),
    jobRuns: jobRunsOfRun(history, id),
    edges: history.all(
      `SELECT source.id AS "from", target.id AS "to", job_edge.needs
       FROM job_run AS target
         JOIN job_edge ON job_edge.to_key = target.key
         JOIN job_run AS source ON source.key = job_edge.from_key
       WHERE target.run_id = ? ORDER BY target.position, source.position`,
      [id],
    ),
    warnings: history
      .all<{ reason: string }>('SELECT reason FROM run_warning WHERE run_id = ? ORDER BY position', [id])
      .map((warning) => readJson(reasonSchema, warning.reason)),
    interventions: history
      .all<Intervention>(
        `SELECT at, asked_from AS "from", message FROM intervention WHERE run_id = ? ORDER BY key DESC LIMIT 100`,
        [id],
      )
      .toReversed(),
    removed: history.all(
      'SELECT part, at, bytes, message, problem FROM run_removed WHERE run_id = ? ORDER BY at, part',
      [id],
    ),
    filters: readJson(filterReportSchema, filters),
    putAsideCount: countPutAside(history, row),
  };
}

/** Instances of what a run is about that came after it and were put aside. */
function countPutAside(history: History, run: { level: string; key: string }): number {
  return (
    history.get<{ n: number }>(
      `SELECT instance_count AS n FROM arrival
       WHERE level = ? AND entity_id = ? AND state = 'put-aside' AND put_aside ->> 'code' = 'late'`,
      [run.level, run.key],
    )?.n ?? 0
  );
}

function jobCountsOf(history: History, run: string): Partial<Record<JobRunState, number>> {
  const counts = history.all<{ state: JobRunState; n: number }>(
    'SELECT state, count(*) AS n FROM job_run WHERE run_id = ? GROUP BY state',
    [run],
  );
  return Object.fromEntries(counts.map(({ state, n }) => [state, n]));
}
