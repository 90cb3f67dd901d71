import path from 'node:path';
import { z } from 'zod';
import { EngineError, groupingSchema, jsonValueSchema } from '../../../contract/index.ts';
import type { JsonObject, ScratchJob } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { headerPayloadSchema, storedRequest, storedResources } from '../dispatch/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import { planAlone } from '../planning/index.ts';
import type { LoneJob } from '../planning/index.ts';
import type { TaskWork } from '../tasks/index.ts';
import { copyArchived } from './archivedInput.ts';
import { copyLeft, filesLeft, injectedIn, runsAbout } from './base.ts';
import { compareWithLast } from './compareWithLast.ts';
import { findServiceInput, refuseOriginals } from './jobInput.ts';
import { locksFor } from './locksFor.ts';
import { withParams } from './params.ts';
import { prepareRepetition, refuseUnlessRepeatable } from './repeat.ts';
import { recordScratch } from './rows.ts';
import { serviceAt } from './serviceAt.ts';
import { runTrial } from './trial.ts';
import type { TrialJob } from './trial.ts';
import { clearTrial, makeTrialFolders } from './trialFolders.ts';
import type { TrialFolders } from './trialFolders.ts';
import type { ScratchOptions } from './types.ts';

/** What is to be done; kept with the task, so that a restart begins anew. */
export const scratchTaskSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scratch'),
    service: z.string(),
    version: z.string(),
    level: groupingSchema,
    key: z.string(),
    /** Its input is that of this run; null: what the archive holds now. */
    run: z.string().nullable(),
    job: z.string().nullable(),
    params: z.record(z.string(), jsonValueSchema),
  }),
  z.object({
    kind: z.literal('again'),
    version: z.string(),
    jobRun: z.string(),
    attempt: z.number().optional(),
    run: z.string(),
  }),
]);
export type ScratchTask = z.infer<typeof scratchTaskSchema>;

/** Folder of a scratch run. */
export function scratchFolder(context: ApplicationContext, id: string): string {
  return path.join(context.folders.root, 'scratch', id);
}

/** Runs, compares and records one. @throws EngineError where it cannot be run at all */
export async function runScratch(
  context: ApplicationContext,
  options: ScratchOptions,
  work: TaskWork<ScratchTask>,
): Promise<void> {
  const { id, request, signal } = work;
  const root = scratchFolder(context, id);
  const folders = await makeTrialFolders(context.folders, root, options.services.versions, request.version);
  const { jobs, among } =
    request.kind === 'again'
      ? await prepareAgain(context, options, request, folders, signal)
      : await prepareJobs(context, options, request, folders, signal);
  const report = (done: number) => work.report({ ...work.progress, done, total: jobs.length });
  report(0);
  const { runtime, trials } = options;
  const outcomes = await runTrial({
    id,
    runtime,
    trials,
    jobs,
    folders: folders.application,
    dataFolder: folders.data,
    onEnded: report,
    onWaiting: (why) => work.waits(why),
    signal,
  });
  const locks = await locksFor(
    runtime,
    jobs.map(({ channel }) => channel),
  );
  const compared: ScratchJob[] = [];
  for (const [place, outcome] of outcomes.entries()) {
    const lock = locks.get(jobs[place]?.channel ?? '') ?? null;
    const comparison = await compareWithLast(context, outcome, {
      among,
      attempt: request.kind === 'again' ? request.attempt : undefined,
      dataFolder: folders.data,
      lock,
    });
    compared.push({ ...outcome, comparison });
  }
  signal.throwIfAborted();
  const failed = outcomes.filter(({ state, reason }) =>
    state === 'skipped'
      ? reason?.code !== 'callback-declined' && reason?.code !== 'disabled'
      : state !== 'succeeded',
  );
  recordScratch(context.history, id, failed.length > 0 ? 'failed' : 'succeeded', compared);
  work.report({ ...work.progress, done: jobs.length, total: jobs.length, failed: failed.length });
  await clearTrial(root);
}

/** Jobs with the runs that they are compared with. */
interface Prepared {
  jobs: TrialJob[];
  among: string[];
}

async function prepareAgain(
  context: ApplicationContext,
  options: ScratchOptions,
  { jobRun, attempt, run }: Extract<ScratchTask, { kind: 'again' }>,
  folders: TrialFolders,
  signal: AbortSignal,
): Promise<Prepared> {
  const prepared = await prepareRepetition(
    context,
    { ...options, versions: options.services.versions },
    { jobRun, attempt },
  );
  // What was there when it was asked for may be gone by now.
  refuseUnlessRepeatable(prepared.check, true);
  await copyArchived(prepared.input, folders.data, signal);
  await copyLeft(prepared.files, folders.data);
  const {
    arguments: given,
    channel,
    worker,
    timeoutMs,
    dependencyResults = {},
  } = storedRequest(context, jobRun);
  const entity = context.history.get<{ level: 'study' | 'series' | null; key: string; text: string }>(
    'SELECT entity_level AS level, entity_id AS key, entity_text AS text FROM job_run WHERE id = ?',
    [jobRun],
  );
  return {
    jobs: [
      {
        jobName: given.jobName,
        entity: entity?.level == null ? null : { ...entity, level: entity.level },
        worker,
        channel,
        timeoutMs,
        resources: storedResources(context, jobRun),
        params: given.params,
        headers: given.headers,
        addedParams: given.added_params,
        skipped: null,
        needs: [],
        dependsOn: [],
        dependencyResults,
      },
    ],
    among: [run],
  };
}

async function prepareJobs(
  context: ApplicationContext,
  options: ScratchOptions,
  request: Extract<ScratchTask, { kind: 'scratch' }>,
  folders: TrialFolders,
  signal: AbortSignal,
): Promise<Prepared> {
  const { service, run, level, key } = request;
  const headers = await putInput(context, options, request, folders, signal);
  const among = run !== null ? [run] : level === 'series' ? [] : runsAbout(context.history, { level, key });
  const [base] = among;
  const replaced = request.job === null ? { service } : { jobName: request.job };
  if (base !== undefined) await copyLeft(filesLeft(context, base, replaced), folders.data);
  const injected = base === undefined ? [] : injectedIn(context.history, base);
  const planned = await planAlone(
    { ...context, folders: folders.application },
    {
      runtime: options.runtime,
      settings: context.options(),
      service: serviceAt(options.services, folders.application.registry, service, request.version),
      only: request.job,
      params: (defined) => withParams(defined, request.params),
      level,
      headers,
      injected,
      run: { ...runFolders(context.folders, 'scratch'), data: folders.data, logs: folders.application.logs },
      signal,
    },
  );
  if (planned.length === 0) {
    throw new EngineError('not-found', `The service "${service}" has no job "${request.job ?? ''}".`);
  }
  return {
    jobs: planned.map((job) => ({ ...job, dependencyResults: resultsFor(context, base, job) })),
    among,
  };
}

/** What came of the jobs that one waited for in an ordinary run. */
function resultsFor(context: ApplicationContext, run: string | undefined, job: LoneJob): JsonObject {
  const row = context.history.get<{ id: string }>(
    'SELECT id FROM job_run WHERE run_id = ? AND job_name = ? AND entity_id IS ?',
    [run ?? '', job.jobName, job.entity?.key ?? null],
  );
  return row === undefined ? {} : (storedRequest(context, row.id).dependencyResults ?? {});
}

/** Puts the input into the data folder; returns what callbacks and jobs are told of it. */
async function putInput(
  context: ApplicationContext,
  options: ScratchOptions,
  { run, level, key, service, job }: Extract<ScratchTask, { kind: 'scratch' }>,
  folders: TrialFolders,
  signal: AbortSignal,
): Promise<HeaderPayload> {
  if (run === null) {
    if (level === 'series') throw new EngineError('validation-failed', 'Name a study or a patient.');
    await refuseOriginals(context, { level, key }, { service, job });
    const stored = await options.planning.gatherStored({ level, key }, signal);
    await stored.copyInto(folders.data);
    return stored.headers;
  }
  const input = await findServiceInput(context, options.instances, run, { service, job });
  if (input.missing.length > 0) {
    throw new EngineError('not-repeatable', input.missing[0], { details: input.missing.join('\n') });
  }
  await copyArchived(input, folders.data, signal);
  const row = context.history.get<{ headers: string }>('SELECT headers FROM run WHERE id = ?', [run]);
  return headerPayloadSchema.parse(JSON.parse(row?.headers ?? '{}'));
}
