import { EngineError } from '../../../contract/index.ts';
import type { ApplicationOptions, Grouping, Reason } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';
import type { ApplicationContext, RunFolders } from '../context/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { Runtime, RuntimeEnvironment } from '../runtimes/index.ts';
import type { Decisions } from './callbacks.ts';
import { decide } from './decide.ts';
import { jobsByEntity } from './entityJobs.ts';
import type { EntityJob } from './entityJobs.ts';
import { buildGraph } from './graph.ts';
import type { JobGraph } from './graph.ts';
import type { DefinedJobs } from './jobs.ts';
import { isFault, reason, reasonOfAnswer } from './reasons.ts';
import { unkeptResources } from './resources.ts';

/** What definitions and callbacks make of one arrival. */
export interface Evaluation {
  jobs: readonly EntityJob[];
  decisions: Decisions;
  graph: JobGraph;
  /** What was noticed beside the reasons of skipped jobs. */
  warnings: Reason[];
  /** What might have been wanted and cannot run. */
  faults: number;
}

/**
 * Asks the callbacks and builds the graph; records nothing.
 * @throws EngineError when the runtime is not usable or the folder cannot be made
 */
export async function evaluate(
  context: ApplicationContext,
  options: {
    runtime: Runtime;
    settings: ApplicationOptions;
    defined: DefinedJobs;
    level: Grouping;
    headers: HeaderPayload;
    /** Without any readable input there is nothing to ask about. */
    hasInput: boolean;
    /** What callbacks see as DATA. */
    run: RunFolders;
    makeFolder: () => Promise<void>;
    signal: AbortSignal;
  },
): Promise<Evaluation> {
  const { defined, headers, runtime } = options;
  const asked = options.hasInput
    ? jobsByEntity(defined.jobs, options.level, headers)
    : { jobs: [], warnings: [] };
  const decisions = await decide(context, { ...options, jobs: asked.jobs });
  const jobs = leaveOutUnwanted(asked.jobs, decisions, runtime);
  const graph = buildGraph(
    jobs.map((job) => ({ ...job.definition, group: job.group, scope: job.scope, leftOut: job.leftOut })),
    defined.invalid,
  );
  return {
    jobs,
    decisions,
    graph,
    warnings: [
      ...defined.warnings,
      ...asked.warnings,
      ...graph.warnings,
      ...unkeptResources(
        jobs.filter((_job, index) => graph.skipped[index] === null),
        runtime.environments(),
      ),
      ...remarks(jobs, decisions),
    ],
    faults: defined.faults + graph.skipped.filter((skipped) => skipped !== null && isFault(skipped)).length,
  };
}

/** The jobs with the reasons that callbacks and channels give. */
function leaveOutUnwanted(
  jobs: readonly EntityJob[],
  decisions: Decisions,
  runtime: { environments(): readonly RuntimeEnvironment[] },
): EntityJob[] {
  if (decisions.answers.every((answer) => answer === null)) return [...jobs];
  const isServed = servedChannels(runtime);
  return jobs.map((job, index) => {
    const answer = decisions.answers[index] ?? null;
    if (answer === null) return job;
    const { jobName, channel } = job.definition;
    return { ...job, leftOut: reasonOfAnswer(jobName, answer) ?? isServed(jobName, channel) };
  });
}

/**
 * Why a job of a channel can run nowhere, or null.
 * @throws EngineError `runtime-failed`
 */
export function servedChannels(runtime: {
  environments(): readonly RuntimeEnvironment[];
}): (jobName: string, channel: string) => Reason | null {
  const environments = runtime.environments();
  // A runtime that is just being replaced offers none for a moment; that is no reason to skip every job.
  if (environments.length === 0) {
    throw new EngineError('runtime-failed', 'No Python environment is ready.');
  }
  return (jobName, channel) =>
    servingEnvironment(environments, channel) !== undefined
      ? null
      : reason(
          'channel-not-served',
          `"${jobName}" asks for the channel "${channel}", which no environment serves.`,
        );
}

/** What callbacks answered beside yes; what is to be said of a no is part of its reason. */
function remarks(jobs: readonly EntityJob[], decisions: Decisions): Reason[] {
  return jobs.flatMap((job, index) => {
    const answer = decisions.answers[index] ?? null;
    if (answer?.kind !== 'accepted' || answer.warning === null) return [];
    const { jobName } = job.definition;
    const name =
      job.entity === null ? `"${jobName}"` : `"${jobName}" (${job.entity.level} ${job.entity.text})`;
    return [reason('callback-remark', `Job ${name}: ${answer.warning}`)];
  });
}
