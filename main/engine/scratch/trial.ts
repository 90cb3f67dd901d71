import { lstatSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { JsonObject, ScratchFile, ScratchJob } from '../../../contract/index.ts';
import { findFiles, jobVariables } from '../dispatch/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { LoneJob } from '../planning/index.ts';
import type { JobOutcome, JobRequest, Runtime } from '../runtimes/index.ts';
import { fileState } from './compare/index.ts';

/** What is kept of the output of a job, in bytes. */
const outputLimit = 64 * 1024;

/** A job to be run beside the history. */
export type TrialJob = LoneJob & {
  /** What came of jobs outside of the trial, for functions that take it. */
  dependencyResults: JsonObject;
};

/** How one ended. */
export type TrialOutcome = Omit<ScratchJob, 'comparison'>;

/** What a trial needs. */
export interface Trial {
  id: string;
  runtime: Runtime;
  jobs: readonly TrialJob[];
  /** Folders of the application, with those of the trial's own code in place of the installed. */
  folders: ApplicationFolders;
  /** With its input in it. */
  dataFolder: string;
  onEnded: (ended: number) => void;
  signal: AbortSignal;
}

/**
 * Runs jobs one after the other in a data folder of their own; records nothing.
 * @throws EngineError when the runtime is not usable; what the signal is aborted with
 */
export async function runTrial(trial: Trial): Promise<TrialOutcome[]> {
  const outcomes: TrialOutcome[] = [];
  for (const [place, job] of trial.jobs.entries()) {
    trial.signal.throwIfAborted();
    outcomes.push(await runOne(trial, job, place, outcomes));
    trial.onEnded(outcomes.length);
  }
  return outcomes;
}

async function runOne(
  trial: Trial,
  job: TrialJob,
  place: number,
  before: readonly TrialOutcome[],
): Promise<TrialOutcome> {
  const { jobName, entity, params } = job;
  const outcome: TrialOutcome = {
    jobName,
    entity,
    params,
    state: 'skipped',
    reason: job.skipped,
    result: null,
    resultIsRepr: false,
    error: null,
    output: '',
    files: [],
    startedAt: null,
    finishedAt: null,
  };
  if (job.skipped !== null) return outcome;
  const failed = job.needs.find((need) => need.success && before[need.place]?.state !== 'succeeded');
  if (failed !== undefined) {
    const name = before[failed.place]?.jobName ?? '';
    const message = `"${jobName}" needs "${name}", which did not succeed.`;
    return { ...outcome, reason: { code: 'dependency-failed', message, details: null } };
  }
  const seen = await stamps(trial.dataFolder);
  const startedAt = Date.now();
  const pieces: string[] = [];
  const ended = await trial.runtime.run(
    requestOf(trial, job, place, before),
    {
      started: () => undefined,
      progress: () => undefined,
      output: (piece) => pieces.push(piece.text),
    },
    trial.signal,
  );
  trial.signal.throwIfAborted();
  return {
    ...outcome,
    ...inWords(ended),
    startedAt,
    finishedAt: Date.now(),
    output: pieces.join(''),
    files: await changedFiles(trial.dataFolder, seen),
  };
}

function requestOf(
  { id, folders, dataFolder }: Trial,
  job: TrialJob,
  place: number,
  before: readonly TrialOutcome[],
): JobRequest {
  const { jobName, headers, params, addedParams } = job;
  return {
    id: `${id}:${place}`,
    jobRunId: `${id}:${place}`,
    channel: job.channel,
    worker: job.worker,
    arguments: { jobName, headers, params, added_params: addedParams },
    dependencyResults: {
      ...job.dependencyResults,
      ...Object.fromEntries(
        job.needs.flatMap((need) => {
          const of = before[need.place];
          return of === undefined ? [] : [[of.jobName, describe(of)]];
        }),
      ),
    },
    modulesFolder: folders.modules,
    dataFolder,
    variables: jobVariables(
      { folders },
      {
        root: path.dirname(dataFolder),
        data: dataFolder,
        logs: folders.logs,
      },
    ),
    timeoutMs: job.timeoutMs,
    logLimitBytes: outputLimit,
  };
}

function describe(outcome: TrialOutcome): JsonObject {
  return {
    state: outcome.state,
    result: outcome.result,
    result_is_repr: outcome.resultIsRepr,
    error: outcome.error?.message ?? null,
    reason: outcome.reason?.message ?? null,
    files: outcome.files.map((file) => file.path),
  };
}

function inWords(ended: JobOutcome): Pick<TrialOutcome, 'state' | 'result' | 'resultIsRepr' | 'error'> {
  const none = { result: null, resultIsRepr: false, error: null };
  switch (ended.kind) {
    case 'succeeded':
      return { ...none, state: 'succeeded', result: ended.result, resultIsRepr: ended.resultIsRepr };
    case 'failed':
      return { ...none, state: 'failed', error: ended.error };
    case 'died': {
      const how = ended.signal === null ? `exit code ${ended.exitCode}` : `the signal ${ended.signal}`;
      const message = ended.message === '' ? `The process of the job ended with ${how}.` : ended.message;
      return { ...none, state: 'failed', error: { type: 'ProcessDied', message, traceback: null } };
    }
    case 'timed-out':
      return { ...none, state: 'timed-out' };
    case 'cancelled':
      return { ...none, state: 'cancelled' };
    case 'lost':
    case 'given-back':
      break;
  }
  throw new EngineError('runtime-failed', ended.kind === 'lost' ? ended.message : undefined);
}

async function stamps(dataFolder: string): Promise<Map<string, string>> {
  const found = await findFiles(dataFolder);
  return new Map(found.map((file) => [file.path, `${file.size} ${file.modifiedAt} ${file.changedAt}`]));
}

async function changedFiles(dataFolder: string, seen: ReadonlyMap<string, string>): Promise<ScratchFile[]> {
  const changed = [...(await stamps(dataFolder))].filter(([name, stamp]) => seen.get(name) !== stamp);
  const files: ScratchFile[] = [];
  for (const [name] of changed.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const file = path.join(dataFolder, name);
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined)
      files.push({ path: name, ...(await fileState(file)) });
  }
  return files;
}
