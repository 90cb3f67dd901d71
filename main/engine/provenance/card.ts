import { z } from 'zod';
import {
  EngineError,
  environmentLockSchema,
  jobDefinitionSchema,
  jsonObjectSchema,
} from '../../../contract/index.ts';
import type { JobRunState, ProvenanceCard } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readRunInput } from './runInput.ts';

/** What is known of versions of services. */
export interface KnownVersions {
  has(version: string): Promise<boolean>;
  /** Number and origin of an installed one. */
  listed(version: string): { number: number; origin: string } | null;
}

interface Row {
  key: number;
  run: string;
  runNumber: number;
  jobName: string;
  state: JobRunState;
  service: string | null;
  plannedVersion: string | null;
  definition: string;
  injected: string;
  plannedAt: number;
  queuedAt: number | null;
  startedAt: number | null;
  finishedAt: number | null;
  outcome: AttemptOutcome;
  attempt: number;
  version: string | null;
  environment: string;
  runtime: string;
  environmentHash: string | null;
  lock: string | null;
  machine: string;
  productVersion: string;
  problems: string;
}

type AttemptOutcome = ProvenanceCard['attempts'][number]['outcome'];

/** How attempts end job runs. */
const stateAfter: Record<AttemptOutcome, JobRunState> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  died: 'failed',
  'timed-out': 'timed-out',
  cancelled: 'cancelled',
  interrupted: 'failed',
};

const cardOf = `SELECT job_run.key, run.id AS run, run.number AS runNumber, job_run.job_name AS jobName, job_run.state,
    job_run.service, job_run.service_hash AS plannedVersion, job_run.definition,
    coalesce(job_run.added_params, run.added_params) AS injected, job_run.created_at AS plannedAt,
    job_run.queued_at AS queuedAt, attempt.started_at AS startedAt, attempt.finished_at AS finishedAt,
    attempt.outcome, provenance.attempt,
    provenance.service_version AS version, provenance.environment, provenance.runtime,
    provenance.environment_hash AS environmentHash, environment_lock.lock, provenance.machine,
    provenance.product_version AS productVersion, provenance.problems
  FROM job_run JOIN run ON run.id = job_run.run_id JOIN provenance ON provenance.job_run_key = job_run.key
    JOIN attempt ON attempt.job_run_key = job_run.key AND attempt.number = provenance.attempt
    LEFT JOIN environment_lock ON environment_lock.hash = provenance.environment_hash
  WHERE job_run.id = :jobRun AND (:attempt IS NULL OR provenance.attempt = :attempt)
  ORDER BY provenance.attempt DESC LIMIT 1`;

/**
 * The provenance card of a job run.
 * @param wanted.attempt number of the attempt; the last one that has a card when absent
 * @throws EngineError `not-found` where there is no such job run, or nothing of it ever ran to its end
 */
export async function readCard(
  history: History,
  { jobRun, attempt }: { jobRun: string; attempt?: number | undefined },
  versions: KnownVersions,
): Promise<ProvenanceCard> {
  const row = history.get<Row>(cardOf, { jobRun, attempt: attempt ?? null });
  if (row === undefined) throw missing(history, jobRun);
  const attempts = history.all<ProvenanceCard['attempts'][number]>(
    `SELECT number, outcome, environment, started_at AS startedAt, finished_at AS finishedAt, problem
     FROM attempt WHERE job_run_key = ? ORDER BY number`,
    [row.key],
  );
  const cards = history.all<{ attempt: number }>(
    'SELECT attempt FROM provenance WHERE job_run_key = ? ORDER BY attempt',
    [row.key],
  );
  const definition = jobDefinitionSchema.parse(JSON.parse(row.definition));
  const input = readRunInput(history, row.run);
  const listed = row.version === null ? null : versions.listed(row.version);
  const { jobName, run, runNumber, plannedAt, queuedAt, startedAt, finishedAt } = row;
  return {
    jobRun,
    run,
    runNumber,
    jobName,
    attempt: row.attempt,
    cards: cards.map((card) => card.attempt),
    state: row.attempt === attempts.at(-1)?.number ? row.state : stateAfter[row.outcome],
    code: {
      service: row.service,
      worker: definition.worker,
      version: row.version,
      plannedVersion: row.plannedVersion,
      kept: row.version !== null && (await versions.has(row.version)),
      number: listed?.number ?? null,
      origin: listed?.origin ?? null,
    },
    environment: {
      name: row.environment,
      runtime: row.runtime,
      hash: row.environmentHash,
      lock: row.lock === null ? null : environmentLockSchema.parse(JSON.parse(row.lock)),
    },
    params: definition.params,
    injected: jsonObjectSchema.parse(JSON.parse(row.injected)),
    input: {
      ...input,
      instanceCount: input.series.reduce((sum, series) => sum + series.instances.length, 0),
    },
    plannedAt,
    queuedAt,
    startedAt,
    finishedAt,
    attempts,
    machine: row.machine,
    productVersion: row.productVersion,
    problems: z.array(z.string()).parse(JSON.parse(row.problems)),
  };
}

function missing(history: History, jobRun: string): EngineError {
  const found = history.get<{ state: JobRunState; attempts: number }>(
    'SELECT state, attempts FROM job_run WHERE id = ?',
    [jobRun],
  );
  if (found === undefined) return new EngineError('not-found', 'There is no such job run.');
  const isOpen = ['waiting', 'queued', 'running'].includes(found.state);
  const why = isOpen
    ? 'It is written when the job has ended.'
    : found.attempts === 0
      ? 'It was not run.'
      : 'The engine ended under the job, and with it went what it had seen.';
  return new EngineError('not-found', 'There is no provenance card of this job run.', { advice: why });
}
