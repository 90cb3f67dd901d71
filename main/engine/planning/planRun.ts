import { mkdir, rm } from 'node:fs/promises';
import { EngineError } from '../../../contract/index.ts';
import type { Reason } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext, RunFolders } from '../context/index.ts';
import type { RuntimeEnvironment } from '../runtimes/index.ts';
import type { CompleteArrival } from './arrivals.ts';
import type { Decisions } from './callbacks.ts';
import { decide } from './decide.ts';
import { readDefinitions } from './definitions.ts';
import { readEntity } from './entity.ts';
import type { Filters } from './filters/index.ts';
import { buildGraph } from './graph.ts';
import { buildHeaders } from './headers.ts';
import { copyInput, countWhole, isUsable, missingInstances, readSeries } from './input.ts';
import type { UsableSeries, WantedSeries } from './input.ts';
import { inParallel } from './inParallel.ts';
import type { DefinedJob } from './jobs.ts';
import { isFault, reason, reasonOfAnswer } from './reasons.ts';
import type { Plan } from './recordPlan.ts';
import type { PlanningOptions } from './types.ts';
import { filteredOut, warningsAbout } from './warnings.ts';

/** Series whose headers are read at the same time. */
const seriesAtOnce = 8;

/**
 * Makes the run folder of an arrival with its input, asks the callbacks and builds the graph. Writes nothing to the
 * history: a kill leaves only the folder, which the next try makes anew.
 * @throws EngineError when the arrival cannot be planned now
 */
export async function planRun(
  context: ApplicationContext,
  options: PlanningOptions & { filters: Filters },
  arrival: CompleteArrival & { runId: string },
  signal: AbortSignal,
): Promise<Plan> {
  const settings = context.options();
  const entity = readEntity(context.history, arrival);
  const run = runFolders(context.folders, arrival.runId);
  const archived = entity.series.map((entry) => ({
    ...entry,
    instances: options.instances.instancesOfSeries(entry.key),
  }));
  const filtered = settings.filters.enabled
    ? await options.filters.apply(archived, settings.filters, signal)
    : null;
  const series = await inParallel(wantedOf(archived, filtered?.passed), seriesAtOnce, (entry) =>
    readSeries(entry, options.readTags),
  );
  const usable = series.filter(isUsable);
  const studies = entity.studies
    .map((study) => ({ ...study, series: usable.filter((entry) => entry.studyKey === study.key) }))
    .filter((study) => study.series.length > 0);
  const headers = buildHeaders({ ...entity.patient, studies }, settings);

  const defined = readDefinitions({
    preServices: settings.preServices,
    postServices: settings.postServices,
    services: options.services.installed(),
  });
  // Without any readable input there is nothing to ask about.
  const asked = usable.length > 0 ? defined.jobs : [];
  const decisions = await decide(context, {
    runtime: options.runtime,
    settings,
    headers,
    run,
    jobs: asked,
    makeFolder: () => makeFolder(run, entity.patient.id, usable, signal),
    signal,
  });
  const jobs = leaveOutUnwanted(asked, decisions, options.runtime);
  const graph = buildGraph(
    jobs.map((job) => ({ ...job.definition, group: job.group, leftOut: job.leftOut })),
    defined.invalid,
  );
  const skips = graph.skipped.filter((skipped) => skipped !== null);
  const report = filtered?.report ?? null;
  const isFilteredOut = report !== null && series.length === 0 && report.instanceCount > 0;
  return {
    runId: arrival.runId,
    arrival,
    // A run without input is still about the studies that came.
    seriesPerStudy: new Map(
      (isFilteredOut ? entity.studies.map((study) => ({ ...study, series: [] })) : studies).map((study) => [
        study.key,
        study.series.length,
      ]),
    ),
    instanceCount: usable.reduce((sum, entry) => sum + countWhole(entry), 0),
    headers,
    addedParams: decisions.addedParams,
    jobs,
    answers: decisions.answers,
    graph,
    filters: report,
    filteredOut: isFilteredOut,
    warnings: [
      ...warningsAbout(context.history, arrival.id),
      ...(isFilteredOut ? [filteredOut(report)] : []),
      ...series.map(missingInstances).filter((missing) => missing !== null),
      ...defined.warnings,
      ...remarks(jobs, decisions),
      ...(skips.length < jobs.length || isFilteredOut ? [] : [noJobs(jobs.length)]),
    ],
    faults: defined.faults + Number(usable.length === 0) + skips.filter(isFault).length,
  };
}

/** The series that go on; one of which the filters let nothing pass does not. */
function wantedOf(
  archived: readonly WantedSeries[],
  passed: readonly WantedSeries[] | undefined,
): readonly WantedSeries[] {
  if (passed === undefined) return archived;
  return passed.filter(
    (entry, index) => entry.instances.length > 0 || archived[index]?.instances.length === 0,
  );
}

/** The folder of the run, empty but for its input; what an earlier try left is removed. */
async function makeFolder(
  run: RunFolders,
  patientId: string,
  series: readonly UsableSeries[],
  signal: AbortSignal,
): Promise<void> {
  try {
    await rm(run.root, { recursive: true, force: true });
    await mkdir(run.data, { recursive: true });
    await mkdir(run.logs, { recursive: true });
    await copyInput({ patientId, series, dataFolder: run.data, signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new EngineError('disk-failed', 'The input of the run could not be copied.', { cause });
  }
}

/** The jobs with the reasons that callbacks and channels give. */
function leaveOutUnwanted(
  jobs: readonly DefinedJob[],
  decisions: Decisions,
  runtime: { environments(): readonly RuntimeEnvironment[] },
): DefinedJob[] {
  if (decisions.answers.every((answer) => answer === null)) return [...jobs];
  const environments = runtime.environments();
  // A runtime that is just being replaced offers none for a moment; that is no reason to skip every job.
  if (environments.length === 0) {
    throw new EngineError('runtime-failed', 'No Python environment is ready.');
  }
  const channels = new Set(environments.flatMap((environment) => environment.channels));
  return jobs.map((job, index) => {
    const answer = decisions.answers[index] ?? null;
    if (answer === null) return job;
    const { jobName, channel } = job.definition;
    const unserved =
      channels.has(channel) || channels.has('*')
        ? null
        : reason(
            'channel-not-served',
            `"${jobName}" asks for the channel "${channel}", which no environment serves.`,
          );
    return { ...job, leftOut: reasonOfAnswer(jobName, answer) ?? unserved };
  });
}

/** What callbacks answered beside yes and no. */
function remarks(jobs: readonly DefinedJob[], decisions: Decisions): Reason[] {
  return jobs.flatMap((job, index) => {
    const answer = decisions.answers[index] ?? null;
    if (answer === null || answer.kind === 'failed' || answer.warning === null) return [];
    return [reason('callback-remark', `Job "${job.definition.jobName}": ${answer.warning}`)];
  });
}

function noJobs(asked: number): Reason {
  return reason('no-jobs', asked === 0 ? 'There was no job to ask for.' : 'No job is to run; each says why.');
}
