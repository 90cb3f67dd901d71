import { mkdir, rm } from 'node:fs/promises';
import { EngineError } from '../../../contract/index.ts';
import type { Reason } from '../../../contract/index.ts';
import { crashPoint, runFolders } from '../context/index.ts';
import type { ApplicationContext, RunFolders } from '../context/index.ts';
import type { CompleteArrival } from './arrivals.ts';
import { readDefinitions } from './definitions.ts';
import { readEntity } from './entity.ts';
import { evaluate } from './evaluate.ts';
import type { Filters } from './filters/index.ts';
import { gather } from './gather.ts';
import { copyInput, countWhole, missingInstances, wholeInstances } from './input.ts';
import type { UsableSeries } from './input.ts';
import { reason } from './reasons.ts';
import type { Plan } from './recordPlan.ts';
import type { PlanningOptions } from './types.ts';
import { filteredOut, warningsAbout } from './warnings.ts';

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
  const { filters, readTags } = options;
  const gathered = await gather(entity, archived, { settings, filters, readTags, signal });
  const { usable, report, isFilteredOut } = gathered;
  // Settings, callbacks and the version that is recorded are of one and the same version of each service.
  const letGo = await options.services.hold?.();
  const { jobs, decisions, graph, ...noticed } = await decideAll(context, {
    options,
    level: arrival.level,
    headers: gathered.headers,
    hasInput: usable.length > 0,
    run,
    makeFolder: () => makeFolder(run, entity.patient.id, usable, signal),
    signal,
  }).finally(() => letGo?.());
  const isAnyPlanned = graph.skipped.some((skipped) => skipped === null);
  // A run without input is still about the studies that came.
  const studies = isFilteredOut
    ? entity.studies.map((study) => ({ ...study, series: [] }))
    : gathered.studies;
  return {
    runId: arrival.runId,
    arrival,
    seriesPerStudy: new Map(studies.map((study) => [study.key, study.series.length])),
    instanceCount: usable.reduce((sum, entry) => sum + countWhole(entry), 0),
    input: usable.map((entry) => ({ key: entry.key, instances: wholeInstances(entry) })),
    headers: gathered.headers,
    decisions,
    jobs,
    graph,
    filters: report,
    filteredOut: isFilteredOut,
    warnings: [
      ...warningsAbout(context.history, arrival.id),
      ...(isFilteredOut && report !== null ? [filteredOut(report)] : []),
      ...gathered.series.map(missingInstances).filter((missing) => missing !== null),
      ...noticed.warnings,
      ...(isAnyPlanned || isFilteredOut ? [] : [noJobs(jobs.length)]),
    ],
    faults: noticed.faults + Number(usable.length === 0),
  };
}

/** Asks what the settings of now ask for. */
async function decideAll(
  context: ApplicationContext,
  {
    options,
    ...about
  }: Omit<Parameters<typeof evaluate>[1], 'runtime' | 'settings' | 'defined'> & {
    options: PlanningOptions;
  },
): ReturnType<typeof evaluate> {
  const settings = context.options();
  const defined = readDefinitions({
    preServices: settings.preServices,
    postServices: settings.postServices,
    services: options.services.installed(),
  });
  return evaluate(context, { ...about, runtime: options.runtime, settings, defined });
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
    crashPoint('input-copied');
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new EngineError('disk-failed', 'The input of the run could not be copied.', { cause });
  }
}

function noJobs(asked: number): Reason {
  return reason('no-jobs', asked === 0 ? 'There was no job to ask for.' : 'No job is to run; each says why.');
}
