import type { CsvCell, JobRunSummary, ListFilter, RunSummary } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { find, jobRunsUnder, runsUnder } from '../finding/index.ts';
import { jobRunsByKey } from '../jobRuns.ts';
import { runsByNumber } from '../runs.ts';

/** A row of an export: columns in order. */
export type ExportRow = Record<string, CsvCell>;

/** Rows that are read at once. */
const perPage = 400;

/** Everything that a filter finds, newest first, page by page. */
export function* exportedRows(history: History, of: ListFilter): Generator<ExportRow[]> {
  const list = of.list === 'runs' ? runsUnder(history, of.filter) : jobRunsUnder(history, of.filter);
  let below: number | null = null;
  do {
    const found = find(history, list, perPage, below);
    yield of.list === 'runs'
      ? runsByNumber(history, found.keys).map(runRow)
      : withErrors(history, jobRunsByKey(history, found.keys));
    below = found.below;
  } while (below !== null);
}

/** The columns of a list; docs/cli.md says what they are. */
export const exportColumns: Record<ListFilter['list'], readonly string[]> = {
  'job-runs': [
    'run',
    'job',
    'state',
    'service',
    'channel',
    'PatientID',
    'PatientName',
    'about',
    'attempts',
    'planned',
    'queued',
    'started',
    'finished',
    'seconds',
    'reason',
    'errorType',
    'errorMessage',
    'jobRunId',
    'runId',
  ],
  runs: [
    'run',
    'version',
    'state',
    'level',
    'PatientID',
    'PatientName',
    'studies',
    'series',
    'instances',
    'planned',
    'finished',
    'seconds',
    'jobs',
    'succeeded',
    'failed',
    'cancelled',
    'timedOut',
    'skipped',
    'warnings',
    'runId',
  ],
};

function withErrors(history: History, jobRuns: readonly JobRunSummary[]): ExportRow[] {
  const errors = new Map(
    history
      .all<{ id: string; type: string | null; message: string | null }>(
        `SELECT id, error ->> 'type' AS type, error ->> 'message' AS message FROM job_run
         WHERE id IN (SELECT value FROM json_each(?)) AND error IS NOT NULL`,
        [JSON.stringify(jobRuns.map(({ id }) => id))],
      )
      .map((row) => [row.id, row]),
  );
  return jobRuns.map((job) => ({
    run: job.runNumber,
    job: job.jobName,
    state: job.state,
    service: job.service,
    channel: job.channel,
    PatientID: job.PatientID,
    PatientName: job.PatientName,
    about: job.entity?.text ?? null,
    attempts: job.attempts,
    planned: moment(job.createdAt),
    queued: moment(job.queuedAt),
    started: moment(job.startedAt),
    finished: moment(job.finishedAt),
    seconds: seconds(job.startedAt, job.finishedAt),
    reason: job.reason?.message ?? null,
    errorType: errors.get(job.id)?.type ?? null,
    errorMessage: errors.get(job.id)?.message ?? null,
    jobRunId: job.id,
    runId: job.run,
  }));
}

function runRow(run: RunSummary): ExportRow {
  const { jobCounts } = run;
  return {
    run: run.number,
    version: run.version,
    state: run.state,
    level: run.level,
    PatientID: run.PatientID,
    PatientName: run.PatientName,
    studies: run.studyCount,
    series: run.seriesCount,
    instances: run.instanceCount,
    planned: moment(run.createdAt),
    finished: moment(run.finishedAt),
    seconds: seconds(run.createdAt, run.finishedAt),
    jobs: Object.values(jobCounts).reduce((sum, n) => sum + n, 0),
    succeeded: jobCounts.succeeded ?? 0,
    failed: jobCounts.failed ?? 0,
    cancelled: jobCounts.cancelled ?? 0,
    timedOut: jobCounts['timed-out'] ?? 0,
    skipped: jobCounts.skipped ?? 0,
    warnings: run.warningCount,
    runId: run.id,
  };
}

/** As ISO 8601 in UTC, which spreadsheets and pandas read. */
function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function seconds(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : (to - from) / 1000;
}
