import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { inputSeen } from '../dispatch/index.ts';
import { findRunInput } from './archivedInput.ts';
import type { ArchivedInput, Instances } from './archivedInput.ts';
import { runsAbout } from './base.ts';

/** Whose input is wanted: of one job of a service, or of the first of all of them. */
interface Whose {
  service: string;
  job: string | null;
}

/**
 * The input of a run as a job of it found it: of the archive, or of the run's folder where a job before had changed it
 * there. What was pseudonymised for a job is never had of the archive for it.
 * @param jobRun null: one that would begin now
 * @param attempt number of the attempt that is meant; the last one when absent
 */
export async function findJobInput(
  context: ApplicationContext,
  instances: Instances,
  run: string,
  jobRun: string | null,
  attempt?: number,
): Promise<ArchivedInput> {
  const seen = await inputSeen(context, run, jobRun, attempt);
  if (seen.kind === 'original') return findRunInput(context, instances, run);
  if (seen.kind === 'lost') return { files: [], missing: [seen.message] };
  const { data } = runFolders(context.folders, run);
  const files = seen.paths.map((target) => ({ file: path.join(data, ...target.split('/')), target }));
  return { files, missing: [] };
}

/** The input of a run as a service found it, or would find it now where no job of it began. */
export function findServiceInput(
  context: ApplicationContext,
  instances: Instances,
  run: string,
  whose: Whose,
): Promise<ArchivedInput> {
  return findJobInput(context, instances, run, firstOf(context, run, whose));
}

/**
 * Refuses the originals of the archive to a service that had a changed input in the last run about them.
 * @throws EngineError `not-repeatable`
 */
export async function refuseOriginals(
  context: ApplicationContext,
  about: { level: 'patient' | 'study'; key: string },
  whose: Whose,
): Promise<void> {
  const [run] = runsAbout(context.history, about);
  if (run === undefined) return;
  const seen = await inputSeen(context, run, firstOf(context, run, whose));
  if (seen.kind === 'original') return;
  const { number } = context.history.get<{ number: number }>('SELECT number FROM run WHERE id = ?', [
    run,
  ]) ?? {
    number: 0,
  };
  throw new EngineError(
    'not-repeatable',
    `In run ${number} the input was changed before "${whose.service}" got it; the archive holds the originals.`,
    { advice: 'Run it on that run in place of the study.' },
  );
}

/**
 * Refuses the originals of a study to a service whose jobs, when they last ran on it, found an input that another service
 * had changed. What its own jobs changed does not count: its first one had the originals.
 * @throws EngineError `not-repeatable`
 */
export async function refuseSeenChanged(
  context: ApplicationContext,
  study: string,
  service: string,
): Promise<void> {
  const { history } = context;
  for (const run of runsAbout(history, { level: 'study', key: study })) {
    const first = firstOf(context, run, { service, job: null });
    if (first === null) continue;
    const other = history.get<{ jobName: string; number: number }>(
      `SELECT job_run.job_name AS jobName, run.number FROM input_change
         JOIN job_run ON job_run.key = input_change.job_run_key JOIN run ON run.id = input_change.run_id
       WHERE input_change.run_id = ? AND job_run.service IS NOT ? ORDER BY input_change.key LIMIT 1`,
      [run, service],
    );
    if (other === undefined || (await inputSeen(context, run, first)).kind === 'original') return;
    throw new EngineError(
      'not-repeatable',
      `In run ${other.number} "${other.jobName}" changed the input before "${service}" got it; the archive holds the originals, which it may not be made for.`,
      { advice: 'Export through a service that gets the originals, or let this one run first.' },
    );
  }
}

function firstOf(context: ApplicationContext, run: string, { service, job }: Whose): string | null {
  const row = context.history.get<{ id: string }>(
    `SELECT id FROM job_run WHERE run_id = :run AND started_at IS NOT NULL
       AND service = :service AND (:job IS NULL OR job_name = :job)
     ORDER BY started_at, key LIMIT 1`,
    { run, service, job },
  );
  return row?.id ?? null;
}
