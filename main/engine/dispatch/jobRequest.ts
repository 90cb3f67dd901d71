import { z } from 'zod';
import { jsonObjectSchema, resourcesSchema } from '../../../contract/index.ts';
import type { JsonObject } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { JobRequest } from '../runtimes/index.ts';
import type { ClaimedJob } from './claim.ts';
import { dependencyResults } from './dependencyResults.ts';
import { headerPayloadSchema, restrictHeaders } from './headerPayload.ts';
import type { HeaderPayload } from './headerPayload.ts';
import { resourceVariables } from './resources.ts';
import { jobVariables } from './variables.ts';

/** Runs whose shared arguments are kept at hand; they can be large, and jobs of one run follow one another. */
const runsAtHand = 16;

const definitionSchema = z.object({
  worker: z.string(),
  params: jsonObjectSchema.nullable(),
  dependsOn: z.array(z.string()),
  resources: resourcesSchema,
});

/** What all jobs of a run are called with. */
interface RunArguments {
  headers: JsonObject;
  addedParams: JsonObject;
  /** The headers looked into, once a job needs a part of them. */
  payload: HeaderPayload | null;
}

/**
 * Builds requests for the runtime from what planning recorded.
 * @param modulesOf folder with the package of a service, where that is not the application's
 */
export function createRequests(
  context: ApplicationContext,
  modulesOf: (service: string) => string = () => context.folders.modules,
): (job: ClaimedJob) => JobRequest {
  const atHand = new Map<string, RunArguments>();

  function argumentsOf(runId: string): RunArguments {
    const found = atHand.get(runId) ?? readArguments(context, runId);
    atHand.delete(runId);
    atHand.set(runId, found);
    const [oldest] = atHand.keys();
    if (atHand.size > runsAtHand && oldest !== undefined) atHand.delete(oldest);
    return found;
  }

  return (job) => {
    const whole = argumentsOf(job.runId);
    const { headers, addedParams } = job.entityId === null ? whole : argumentsOfEntity(context, job, whole);
    const definition = definitionSchema.parse(JSON.parse(job.definition));
    const run = runFolders(context.folders, job.runId);
    const modules = modulesOf(definition.worker.slice(0, definition.worker.indexOf('.')));
    return {
      id: `${job.id}:${job.attempt}`,
      jobRunId: job.id,
      channel: job.channel,
      worker: definition.worker,
      arguments: { jobName: job.jobName, headers, params: definition.params, added_params: addedParams },
      dependencyResults: dependencyResults(context.history, job.key, definition.dependsOn),
      modulesFolder: modules,
      dataFolder: run.data,
      variables: {
        ...jobVariables({ ...context, folders: { ...context.folders, modules } }, run),
        ...resourceVariables(definition.resources, job),
      },
      timeoutMs: job.timeoutMs,
      logLimitBytes: context.options().logLimitBytes,
      ...(job.turn !== null && { turn: job.turn }),
      ...(definition.resources.memory !== null && { memoryBytes: definition.resources.memory }),
    };
  };
}

function readArguments(context: ApplicationContext, runId: string): RunArguments {
  const row = context.history.get<{ headers: string; added_params: string }>(
    'SELECT headers, added_params FROM run WHERE id = ?',
    [runId],
  );
  if (row === undefined) throw new Error(`The history has no run ${runId}.`);
  return {
    headers: jsonObjectSchema.parse(JSON.parse(row.headers)),
    addedParams: jsonObjectSchema.parse(JSON.parse(row.added_params)),
    payload: null,
  };
}

/** What a job is called with that is about one study or series. */
function argumentsOfEntity(context: ApplicationContext, job: ClaimedJob, whole: RunArguments) {
  const row = context.history.get<{ level: 'study' | 'series'; key: string; added_params: string }>(
    'SELECT entity_level AS level, entity_id AS key, added_params FROM job_run WHERE key = ?',
    [job.key],
  );
  if (row === undefined) throw new Error(`The history has no job run ${job.id}.`);
  whole.payload ??= headerPayloadSchema.parse(whole.headers);
  return {
    headers: restrictHeaders(whole.payload, row),
    addedParams: jsonObjectSchema.parse(JSON.parse(row.added_params)),
  };
}
