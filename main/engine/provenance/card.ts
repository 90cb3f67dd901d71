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
  version: string | null;
  environment: string;
  runtime: string;
  environmentHash: string | null;
  lock: string | null;
  machine: string;
  productVersion: string;
  problems: string;
}

const cardOf = `SELECT job_run.key, run.id AS run, run.number AS runNumber, job_run.job_name AS jobName, job_run.state,
    job_run.service, job_run.service_hash AS plannedVersion, job_run.definition,
    coalesce(job_run.added_params, run.added_params) AS injected, job_run.created_at AS plannedAt,
    job_run.queued_at AS queuedAt, job_run.started_at AS startedAt, job_run.finished_at AS finishedAt,
    provenance.service_version AS version, provenance.environment, provenance.runtime,
    provenance.environment_hash AS environmentHash, environment_lock.lock, provenance.machine,
    provenance.product_version AS productVersion, provenance.problems
  FROM job_run JOIN run ON run.id = job_run.run_id JOIN provenance ON provenance.job_run_key = job_run.key
    LEFT JOIN environment_lock ON environment_lock.hash = provenance.environment_hash
  WHERE job_run.id = ?`;

/**
 * The provenance card of a job run.
 * @throws EngineError `not-found` where there is no such job run, or nothing of it ever ran to its end
 */
export async function readCard(
  history: History,
  jobRun: string,
  versions: KnownVersions,
): Promise<ProvenanceCard> {
  const row = history.get<Row>(cardOf, [jobRun]);
  if (row === undefined) throw missing(history, jobRun);
  const definition = jobDefinitionSchema.parse(JSON.parse(row.definition));
  const input = readRunInput(history, row.run);
  const listed = row.version === null ? null : versions.listed(row.version);
  const { jobName, run, runNumber, state, plannedAt, queuedAt, startedAt, finishedAt } = row;
  return {
    jobRun,
    run,
    runNumber,
    jobName,
    state,
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
    attempts: history.all<ProvenanceCard['attempts'][number]>(
      `SELECT number, outcome, environment, started_at AS startedAt, finished_at AS finishedAt, problem
       FROM attempt WHERE job_run_key = ? ORDER BY number`,
      [row.key],
    ),
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
