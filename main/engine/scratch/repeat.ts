import os from 'node:os';
import { z } from 'zod';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { ProvenanceCard, RepeatCheck } from '../../../contract/index.ts';
import { productVersion } from '../../platform/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { lockChanges, readCard } from '../provenance/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { ServiceVersions } from '../services/index.ts';
import { findRunInput } from './archivedInput.ts';
import type { ArchivedInput, Instances } from './archivedInput.ts';
import { filesLeft, problemOf } from './base.ts';
import type { LeftFile } from './base.ts';

/** What a callback has deleted at the end of a run (compatibility document, section 2.7). */
const deletedSchema = z.object({ deleted: z.union([z.string(), z.array(z.string())]).nullish() });

/** All that a job run had, as far as it is still to be had. */
export interface Repetition {
  card: ProvenanceCard;
  /** Version of the code; null where it is not kept. */
  version: string | null;
  input: ArchivedInput;
  files: LeftFile[];
  check: RepeatCheck;
}

/**
 * Looks what is still to be had of what a job run ran with.
 * @throws EngineError `not-found` where it never ran
 */
export async function prepareRepetition(
  context: ApplicationContext,
  options: { runtime: Runtime; versions: ServiceVersions; instances: Instances },
  jobRun: string,
): Promise<Repetition> {
  const { versions, runtime } = options;
  const card = await readCard(context.history, jobRun, (version) => versions.has(version));
  const { code, environment } = card;
  const input = findRunInput(context, options.instances, card.run);
  const files =
    card.startedAt === null ? [] : filesLeft(context, card.run, { jobRun, before: card.startedAt });
  const missing = [...input.missing];
  if (code.version === null) missing.push('Which code ran was not found out.');
  else if (!code.kept) missing.push(`The code of then, version ${code.version}, is not kept any more.`);
  for (const left of files) {
    const problem = await problemOf(left);
    if (problem !== null) missing.push(problem);
  }
  missing.push(...removedFiles(context, card.run, jobRun));
  const differences = deletedFiles(context, card.run, jobRun);
  if (card.machine !== os.hostname()) differences.push(`It ran on the machine ${card.machine}.`);
  if (card.productVersion !== productVersion) {
    differences.push(`It ran with DCM Processor ${card.productVersion}; this is ${productVersion}.`);
  }
  differences.push(...(await environmentDifferences(environment, runtime)));
  return {
    card,
    version: code.kept ? code.version : null,
    input,
    files,
    check: { missing, differences },
  };
}

async function environmentDifferences(
  { name, lock }: ProvenanceCard['environment'],
  runtime: Runtime,
): Promise<string[]> {
  if (lock === null) return ['What was installed in its environment was not found out.'];
  try {
    return lockChanges(lock, await runtime.lock(name)).map((change) => `In the environment ${change}.`);
  } catch (cause) {
    return [`What is installed now is not known: ${toEngineError(cause).message}`];
  }
}

/** Retention removes result files of all jobs of a run, and with them what this one may have read. */
function removedFiles(context: ApplicationContext, run: string, jobRun: string): string[] {
  const before = context.history.get(
    `SELECT 1 FROM job_run AS mine JOIN job_run AS other ON other.run_id = mine.run_id AND other.key <> mine.key
     WHERE mine.id = ? AND other.state = 'succeeded' AND other.finished_at <= mine.started_at LIMIT 1`,
    [jobRun],
  );
  if (before === undefined) return [];
  return context.history
    .all<{ message: string }>("SELECT message FROM run_removed WHERE run_id = ? AND part = 'results'", [run])
    .map(({ message }) => `What other jobs left in the run was removed: ${message}`);
}

/** What callbacks asked to be deleted at the end of the run may have been read by the job. */
function deletedFiles(context: ApplicationContext, run: string, jobRun: string): string[] {
  return context.history
    .all<{ jobName: string; injected: string }>(
      `SELECT job_run.job_name AS jobName, job_run.injected FROM job_run JOIN run ON run.id = job_run.run_id
       WHERE job_run.run_id = ? AND job_run.id <> ? AND job_run.state = 'succeeded'
         AND job_run.injected IS NOT NULL AND run.delivered_at IS NOT NULL`,
      [run, jobRun],
    )
    .flatMap(({ jobName, injected }) => {
      const named = deletedSchema.safeParse(JSON.parse(injected)).data?.deleted;
      return (named == null ? [] : [named].flat()).map(
        (path) => `"${jobName}" had ${path} deleted when the run had ended; the job may have read it.`,
      );
    });
}

/** @throws EngineError `not-repeatable` where something is missing, or differs and is not put up with */
export function refuseUnlessRepeatable({ missing, differences }: RepeatCheck, anyway: boolean): void {
  if (missing.length > 0) {
    throw new EngineError('not-repeatable', missing[0], {
      advice: 'Run the service as it is now on the same study in its place.',
      details: [...missing, ...differences].join('\n'),
    });
  }
  if (differences.length === 0 || anyway) return;
  throw new EngineError('not-repeatable', `It would not be exactly the same: ${differences[0]}`, {
    advice: 'Run it anyway if that does not matter.',
    details: differences.join('\n'),
  });
}
