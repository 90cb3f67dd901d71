import { mkdirSync } from 'node:fs';
import { jobDefinitionSchema } from '../../../../contract/index.ts';
import type { JobGroup, JsonObject } from '../../../../contract/index.ts';
import { newId, runFolders } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { EntityJob } from '../entityJobs.ts';
import { buildGraph } from '../graph.ts';
import { recordPlan } from '../recordPlan.ts';

/** A job of a run that is recorded without planning. */
export interface TestJob {
  jobName: string;
  dependsOn?: string[];
  group?: JobGroup;
  priority?: number;
  channel?: string;
  timeoutMs?: number;
  params?: JsonObject;
  retries?: unknown;
  onDependencyFailure?: 'skip' | 'run';
  resources?: object;
  sortPosition?: number;
  injected?: JsonObject;
}
/** Records a run of the patient with row key 1 with these jobs, as planning does. Returns its id. */
export function planTestRun(
  context: ApplicationContext,
  jobs: TestJob[],
  addedParams: JsonObject = {},
): string {
  const runId = newId();
  const arrivalId = newId();
  context.history.run(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
       last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'complete', 1, 1, 1, 1)`,
    [arrivalId],
  );
  const defined = jobs.map((job): EntityJob => ({
    group: job.group ?? 'registry',
    service: 's',
    serviceHash: '',
    definition: define(job),
    timeoutMs: job.timeoutMs ?? 60_000,
    priority: job.priority ?? 0,
    leftOut: null,
    entity: null,
    scope: [],
    headers: null,
  }));
  const graph = buildGraph(
    defined.map((job) => ({ ...job.definition, group: job.group, scope: job.scope, leftOut: null })),
    [],
  );
  const common = { durationMs: 1, output: '', warning: null };
  recordPlan(context, {
    runId,
    arrival: { id: arrivalId, level: 'patient', entityId: 'p', patientKey: 1, runId, instanceCount: 1 },
    seriesPerStudy: new Map(),
    instanceCount: 0,
    input: [],
    headers: { id: 'p' },
    jobs: defined,
    decisions: {
      addedParams,
      answers: jobs.map((job) => ({ ...common, kind: 'accepted', injected: job.injected ?? null })),
      entityParams: [],
    },
    graph,
    warnings: [],
    filters: null,
    filteredOut: false,
    faults: 0,
  });
  const run = runFolders(context.folders, runId);
  mkdirSync(run.data, { recursive: true });
  mkdirSync(run.logs, { recursive: true });
  return runId;
}

function define(job: TestJob): EntityJob['definition'] {
  const definition = jobDefinitionSchema.parse({ ...job, worker: `${job.jobName}.worker`, callback: 'c.c' });
  return {
    ...definition,
    sortPosition: job.sortPosition ?? 1,
    onDependencyFailure: definition.onDependencyFailure ?? (job.group === 'post' ? 'run' : 'skip'),
  };
}
