import { lstatSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { JsonObject, ScratchFile, ScratchJob } from '../../../contract/index.ts';
import { findFiles, jobVariables, toldOfDependencies } from '../dispatch/index.ts';
import type { Dispatch, EndedDependency } from '../dispatch/index.ts';
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
  /** Where jobs get the slots and cards that they need. */
  trials: Dispatch['trials'];
  jobs: readonly TrialJob[];
  /** Folders of the application, with those of the trial's own code in place of the installed. */
  folders: ApplicationFolders;
  /** With its input in it. */
  dataFolder: string;
  onEnded: (ended: number) => void;
  /** Told what a job waits for, in words; null: for nothing any more. */
  onWaiting: (why: string | null) => void;
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
  const { jobName } = job;
  const outcome = notRun(job);
  if (job.skipped !== null) return outcome;
  const failed = job.needs.find((need) => need.success && before[need.place]?.state !== 'succeeded');
  if (failed !== undefined) {
    const name = before[failed.place]?.jobName ?? '';
    const message = `"${jobName}" needs "${name}", which did not succeed.`;
    return { ...outcome, reason: { code: 'dependency-failed', message, details: null } };
  }
  const { signal, onWaiting } = trial;
  const seen = await stamps(trial.dataFolder);
  const given = await trial.trials.take({ ...job, signal, onWaiting });
  const startedAt = Date.now();
  const pieces: string[] = [];
  let ended: JobOutcome;
  try {
    ended = await trial.runtime.run(
      requestOf(trial, job, place, before, given.held),
      {
        started: () => undefined,
        progress: () => undefined,
        output: (piece) => pieces.push(piece.text),
      },
      signal,
    );
  } finally {
    given.release();
  }
  signal.throwIfAborted();
  return {
    ...outcome,
    ...inWords(ended),
    startedAt,
    finishedAt: Date.now(),
    output: pieces.join(''),
    files: await changedFiles(trial.dataFolder, seen),
  };
}

function notRun({ jobName, entity, params, skipped }: TrialJob): TrialOutcome {
  return {
    jobName,
    entity,
    params,
    state: 'skipped',
    reason: skipped,
    result: null,
    resultIsRepr: false,
    error: null,
    output: '',
    files: [],
    startedAt: null,
    finishedAt: null,
  };
}

function requestOf(
  { id, folders, dataFolder, jobs }: Trial,
  job: TrialJob,
  place: number,
  before: readonly TrialOutcome[],
  held: Pick<JobRequest, 'variables' | 'memoryBytes'>,
): JobRequest {
  const { jobName, headers, params, addedParams } = job;
  return {
    id: `${id}:${place}`,
    jobRunId: `${id}:${place}`,
    channel: job.channel,
    worker: job.worker,
    arguments: { jobName, headers, params, added_params: addedParams },
    dependencyResults: resultsBefore(jobs, job, before),
    modulesFolder: folders.modules,
    dataFolder,
    ...held,
    variables: {
      ...jobVariables({ folders }, { root: path.dirname(dataFolder), data: dataFolder, logs: folders.logs }),
      ...held.variables,
    },
    timeoutMs: job.timeoutMs,
    logLimitBytes: outputLimit,
  };
}

/** What the job is told of those before it; of jobs of the trial, what came of them in it and at no other time. */
function resultsBefore(
  jobs: readonly TrialJob[],
  job: TrialJob,
  before: readonly TrialOutcome[],
): JsonObject {
  const own = new Set(jobs.map(({ jobName }) => jobName));
  const outside = Object.entries(job.dependencyResults).filter(([name]) => !own.has(name));
  const leftOut = jobs.filter(
    ({ jobName, skipped }) =>
      skipped !== null && skipped.code !== 'duplicate-job-name' && job.dependsOn.includes(jobName),
  );
  const ended = job.needs.flatMap(({ place }) => before[place] ?? []);
  return {
    ...Object.fromEntries(outside),
    ...toldOfDependencies(job.entity, [...leftOut.map(notRun), ...ended].map(asDependency)),
  };
}

function asDependency(outcome: TrialOutcome): EndedDependency {
  const { jobName, entity, state, resultIsRepr, error, reason, result } = outcome;
  const files = outcome.files.map((file) => file.path);
  return {
    jobName,
    entity,
    state,
    resultIsRepr,
    error: error?.message ?? null,
    reason: reason?.message ?? null,
    length: JSON.stringify(result).length + files.join('').length,
    outcome: () => ({ result, files }),
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
