import path from 'node:path';
import { z } from 'zod';
import { jobDefinitionSchema, jsonValueSchema } from '../../../contract/index.ts';
import type { EnvironmentLock, ProvenanceCard, ScratchJob } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { lockChanges, readCard } from '../provenance/index.ts';
import { compareOutcomes, compareValues } from './compare/index.ts';
import type { TrialOutcome } from './trial.ts';

const errorSchema = z.object({ type: z.string(), message: z.string() });

interface OrdinaryRow {
  key: number;
  id: string;
  run: string;
  runNumber: number;
  attempts: number;
  state: string;
  definition: string;
  result: string | null;
  error: string | null;
  startedAt: number | null;
  finishedAt: number | null;
}

const ordinary = `SELECT job_run.key, job_run.id, job_run.run_id AS run, run.number AS runNumber, job_run.attempts,
    job_run.state, job_run.definition, job_run.result, job_run.error, job_run.started_at AS startedAt,
    job_run.finished_at AS finishedAt
  FROM job_run JOIN run ON run.id = job_run.run_id
  WHERE job_run.run_id = :run AND job_run.job_name = :jobName AND job_run.entity_id IS :entity
    AND job_run.state IN ('succeeded', 'failed', 'timed-out')`;

/**
 * Compares how a job ended in a trial with the last ordinary job run of it.
 * @param options.among runs that it is looked for in, the first first
 * @param options.attempt compare with this attempt of it; the last one when absent. Of the others no files are kept
 * @returns null where it was not run, or never was
 */
export async function compareWithLast(
  context: ApplicationContext,
  outcome: TrialOutcome,
  options: {
    among: readonly string[];
    attempt?: number | undefined;
    dataFolder: string;
    lock: EnvironmentLock | null;
  },
): Promise<ScratchJob['comparison']> {
  if (outcome.state === 'skipped') return null;
  const last = findOrdinary(context, outcome, options.among);
  if (last === undefined) return null;
  // Those of an earlier version of the program have no card.
  const card = await readCard(
    context.history,
    { jobRun: last.id, attempt: options.attempt },
    { has: async () => false, listed: () => null },
  ).catch(() => null);
  const former = card !== null && card.attempt !== last.attempts ? options.attempt : undefined;
  const row = former === undefined || card === null ? last : ofAttempt(context, last, card);
  const { data } = runFolders(context.folders, row.run);
  const removed = context.history.get("SELECT 1 FROM run_removed WHERE run_id = ? AND part = 'results'", [
    row.run,
  ]);
  const located = (folder: string) => (file: { path: string }) => ({
    path: file.path,
    file: path.join(folder, ...file.path.split('/')),
  });
  const files =
    removed === undefined && former === undefined
      ? context.history
          .all<{ path: string }>('SELECT path FROM result_file WHERE job_run_key = ?', [row.key])
          .map(located(data))
      : // They would look new beside nothing; as files that are gone they are told as not to be compared.
        outcome.files.map((file) => ({ path: file.path, file: null }));
  const compared = await compareOutcomes(
    {
      jobName: outcome.jobName,
      state: row.state,
      result: row.result === null ? null : jsonValueSchema.parse(JSON.parse(row.result)),
      error: row.error === null ? null : errorSchema.parse(JSON.parse(row.error)),
      files,
      durationMs: duration(row),
    },
    { ...outcome, files: outcome.files.map(located(options.dataFolder)), durationMs: duration(outcome) },
  );
  const { params } = jobDefinitionSchema.parse(JSON.parse(row.definition));
  const then = card?.environment.lock ?? null;
  return {
    ...compared,
    jobRun: row.id,
    runNumber: row.runNumber,
    params: compareValues(params, outcome.params),
    serviceVersion: card?.code.version ?? null,
    environment: then === null || options.lock === null ? [] : lockChanges(then, options.lock),
  };
}

function findOrdinary(
  context: ApplicationContext,
  outcome: TrialOutcome,
  among: readonly string[],
): OrdinaryRow | undefined {
  for (const run of among) {
    const row = context.history.get<OrdinaryRow>(ordinary, {
      run,
      jobName: outcome.jobName,
      entity: outcome.entity?.key ?? null,
    });
    if (row !== undefined) return row;
  }
  return undefined;
}

/** How an attempt ended after which a person wanted another. */
function ofAttempt(
  { history }: ApplicationContext,
  last: OrdinaryRow,
  { attempt, state, startedAt, finishedAt }: ProvenanceCard,
): OrdinaryRow {
  const kept = history.get<Pick<OrdinaryRow, 'result' | 'error'>>(
    'SELECT result, error FROM attempt WHERE job_run_key = ? AND number = ?',
    [last.key, attempt],
  );
  return { ...last, result: null, error: null, ...kept, state, startedAt, finishedAt };
}

function duration({ startedAt, finishedAt }: Pick<OrdinaryRow, 'startedAt' | 'finishedAt'>): number | null {
  return startedAt === null || finishedAt === null ? null : finishedAt - startedAt;
}
