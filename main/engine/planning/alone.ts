import type {
  ApplicationOptions,
  Grouping,
  JobEntity,
  JsonObject,
  Reason,
  Resources,
} from '../../../contract/index.ts';
import type { ApplicationContext, RunFolders } from '../context/index.ts';
import { jobVariables } from '../dispatch/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { askCallbacks } from './callbacks.ts';
import { withSession } from './decide.ts';
import { readDefinitions } from './definitions.ts';
import { jobsByEntity } from './entityJobs.ts';
import type { EntityJob } from './entityJobs.ts';
import { servedChannels } from './evaluate.ts';
import { buildGraph } from './graph.ts';
import { createInjected } from './injected.ts';
import { reasonOfAnswer } from './reasons.ts';
import type { Scope } from './scopes.ts';
import type { PlannedService } from './types.ts';

/** A job of a service that is planned without the others. */
export interface LoneJob {
  jobName: string;
  entity: JobEntity | null;
  worker: string;
  channel: string;
  timeoutMs: number;
  resources: Resources;
  params: JsonObject | null;
  /** What the worker function gets. */
  headers: JsonObject;
  addedParams: JsonObject;
  /** Why it is not run, or null. */
  skipped: Reason | null;
  /** Places of the jobs before it that must have succeeded, or only ended. */
  needs: { place: number; success: boolean }[];
  /** Names of the jobs of the service that its definition names. */
  dependsOn: readonly string[];
}

/** What a job injected that is not asked. */
export interface InjectedBefore {
  jobName: string;
  /** The study or series that it was about; null: all that is run on. */
  entity: Pick<JobEntity, 'level' | 'key'> | null;
  value: JsonObject;
}

/** What is asked about. */
export interface LoneRequest {
  runtime: Runtime;
  settings: ApplicationOptions;
  service: PlannedService;
  /** Only this job; every one when null. */
  only: string | null;
  /** Parameters of a job in place of those that its definition has. */
  params: (defined: JsonObject | null) => JsonObject | null;
  level: Grouping;
  headers: HeaderPayload;
  /** What jobs of other services injected, by name. */
  injected: JsonObject | readonly InjectedBefore[];
  /** The data folder has its input already. */
  run: RunFolders;
  signal: AbortSignal;
}

/**
 * Asks the callbacks of one service and puts its jobs in order. Jobs of other services are not there to wait for: what
 * they left lies in the data folder, or does not.
 * @throws EngineError when the runtime is not usable
 */
export async function planAlone(context: ApplicationContext, request: LoneRequest): Promise<LoneJob[]> {
  const { runtime, headers, signal } = request;
  const defined = readDefinitions({ preServices: [], postServices: [], services: [request.service] });
  const own = new Set(defined.jobs.map((job) => job.definition.jobName));
  const wanted = defined.jobs
    .filter((job) => request.only === null || job.definition.jobName === request.only)
    .map((job) => ({
      ...job,
      definition: {
        ...job.definition,
        params: request.params(job.definition.params),
        dependsOn: request.only === null ? job.definition.dependsOn.filter((name) => own.has(name)) : [],
      },
    }));
  const { jobs } = jobsByEntity(wanted, request.level, headers);
  const injected = createInjected();
  for (const { jobName, entity, value } of before(request.injected)) {
    const isAsked = request.only !== null ? jobName === request.only : own.has(jobName);
    const scope = isAsked ? null : scopeOf(headers, entity);
    if (scope !== null) injected.add(jobName, scope, value);
  }
  const session = await runtime.openPlanning(
    {
      registryFolder: context.folders.registry,
      headers,
      variables: jobVariables(context, request.run),
      callbackTimeoutMs: request.settings.callbackTimeoutSeconds * 1000,
    },
    signal,
  );
  const decisions = await withSession(session, signal, () => askCallbacks(session, jobs, signal, injected));
  const isServed = servedChannels(runtime);
  const decided = jobs.map((job, index): EntityJob => {
    const answer = decisions.answers[index] ?? null;
    if (answer === null) return job;
    const { jobName, channel } = job.definition;
    return { ...job, leftOut: reasonOfAnswer(jobName, answer) ?? isServed(jobName, channel) };
  });
  const graph = buildGraph(
    decided.map((job) => ({
      ...job.definition,
      group: job.group,
      scope: job.scope,
      leftOut: job.leftOut,
    })),
    defined.invalid,
  );
  const placeOf = new Map(graph.order.map((index, place) => [index, place]));
  return graph.order.flatMap((index): LoneJob[] => {
    const job = decided[index];
    if (job === undefined) return [];
    const { jobName, worker, channel, resources, params, dependsOn } = job.definition;
    return [
      {
        jobName,
        entity: job.entity,
        worker,
        channel,
        timeoutMs: job.timeoutMs,
        resources,
        params,
        headers: job.headers ?? headers,
        addedParams: decisions.entityParams[index] ?? decisions.addedParams,
        skipped: graph.skipped[index] ?? null,
        needs: graph.edges
          .filter((edge) => edge.to === index)
          .map((edge) => ({ place: placeOf.get(edge.from) ?? 0, success: edge.needs === 'success' })),
        dependsOn,
      },
    ];
  });
}

/** By name it is about all that is run on. */
function before(injected: LoneRequest['injected']): readonly InjectedBefore[] {
  if (isList(injected)) return injected;
  return Object.entries(injected).flatMap(([jobName, value]) =>
    isObject(value) ? [{ jobName, entity: null, value }] : [],
  );
}

function isList(injected: LoneRequest['injected']): injected is readonly InjectedBefore[] {
  return Array.isArray(injected);
}

/** Null where a study or series is not part of what is run on. */
function scopeOf({ studies }: HeaderPayload, entity: InjectedBefore['entity']): Scope | null {
  if (entity === null) return [];
  const study = studies.find(({ id, series }) =>
    entity.level === 'study' ? id === entity.key : series.some((one) => one.id === entity.key),
  );
  if (study === undefined) return null;
  return entity.level === 'study' ? [study.id] : [study.id, entity.key];
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
