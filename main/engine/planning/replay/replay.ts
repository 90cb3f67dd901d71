import path from 'node:path';
import { z } from 'zod';
import type {
  ReplayRow,
  ReplaySummary,
  RouteOutput,
  RouteRequest,
  Task,
} from '../../../../contract/index.ts';
import type { ApplicationContext, RunFolders } from '../../context/index.ts';
import { headerPayloadSchema, jobVariables } from '../../dispatch/index.ts';
import type { HeaderPayload } from '../../dispatch/index.ts';
import type { PlanningSession } from '../../runtimes/index.ts';
import { createTaskRunner } from '../../tasks/index.ts';
import type { TaskWork } from '../../tasks/index.ts';
import { withScratchFolder } from '../assess.ts';
import { withSession } from '../decide.ts';
import { readStored } from '../entity.ts';
import { servedChannels } from '../evaluate.ts';
import type { Filters } from '../filters/index.ts';
import { gather } from '../gather.ts';
import type { PlanningOptions } from '../types.ts';
import { askedService } from './askedService.ts';
import type { AskedService } from './askedService.ts';
import { compare } from './compare.ts';
import { countMembers, membersOf } from './population.ts';
import type { Member } from './population.ts';
import { recordedJobs } from './recorded.ts';
import { reconsider } from './reconsider.ts';
import { registryWith } from './registryFolder.ts';
import { beginReplay, getReplay, storeReplay } from './rows.ts';
import { count, emptySummary } from './tally.ts';

/** Findings are stored at least this often, in milliseconds. */
const storeEvery = 500;

const requestSchema = z.object({
  service: z.string().optional(),
  path: z.string().optional(),
  job: z.string().optional(),
});
type ReplayRequest = z.infer<typeof requestSchema>;

/** Asks the callbacks of a service about all that is stored. */
export interface Replay {
  /** @throws EngineError `service-invalid`, `not-found`, `validation-failed` */
  start(request: Omit<RouteRequest<'replays.start'>, 'application'>): Task;
  /** @throws EngineError `not-found` */
  get(request: Omit<RouteRequest<'replays.get'>, 'application'>): RouteOutput<'replays.get'>;
  /** @throws EngineError `not-found` */
  cancel(task: string): Task;
  close(): Promise<void>;
}

export function createReplay(
  context: ApplicationContext,
  options: PlanningOptions & { filters: Filters },
): Replay {
  const { history } = context;

  async function run(work: TaskWork<ReplayRequest>): Promise<void> {
    // Takes over what was saved in linked folders; a long replay keeps nobody from changing services.
    (await options.services.hold?.())?.();
    const asked = askedService(options.services, work.request);
    await withScratchFolder(async (folder) => {
      const registry =
        asked.registry === null ? context.folders.registry : path.join(folder.root, 'registry');
      if (asked.registry !== null) {
        const service = { name: asked.name, folder: asked.registry };
        await registryWith(context.folders.registry, service, registry);
      }
      const session = await openSession(folder, registry, work.signal);
      await withSession(session, work.signal, () => askAll(session, asked, work));
    });
  }

  function openSession(folder: RunFolders, registry: string, signal: AbortSignal): Promise<PlanningSession> {
    const folders = { ...context.folders, registry, logs: folder.logs };
    return options.runtime.openPlanning(
      {
        registryFolder: registry,
        headers: {},
        variables: jobVariables({ ...context, folders }, folder),
        callbackTimeoutMs: context.options().callbackTimeoutSeconds * 1000,
      },
      signal,
    );
  }

  async function askAll(
    session: PlanningSession,
    asked: AskedService,
    work: TaskWork<ReplayRequest>,
  ): Promise<void> {
    const { signal } = work;
    const level = context.options().grouping;
    const summary = emptySummary({
      service: asked.name,
      path: work.request.path ?? null,
      jobs: asked.jobs,
      level,
      warnings: asked.defined.warnings,
    });
    beginReplay(history, work.id, summary);
    const total = countMembers(history, level);
    const whyUnserved = servedChannels(options.runtime);
    const findings = keepFindings(work.id, summary);
    let done = 0;
    for (const member of membersOf(history, level)) {
      signal.throwIfAborted();
      const headers = await headersOf(member, signal);
      if (headers === null) summary.leftOut += 1;
      else {
        const recorded = member.run === null ? [] : recordedJobs(history, member.run.id, headers);
        const isOwn = ({ service }: { service: string | null }) => service === asked.name;
        const now = await reconsider(session, {
          defined: asked.defined,
          level: member.level,
          headers,
          others: recorded.filter((job) => !isOwn(job)),
          whyUnserved,
          signal,
        });
        const isReported = (jobName: string) =>
          work.request.job === undefined || asked.jobs.includes(jobName);
        const compared = compare(
          member,
          recorded.filter((job) => isOwn(job) && isReported(job.definition.jobName)),
          now.filter(({ job }) => isReported(job.definition.jobName)),
        );
        count(summary, compared);
        findings.add(compared.rows);
      }
      done += 1;
      work.report({ done, total: Math.max(total, done), bytes: 0, counts: work.progress.counts, failed: 0 });
    }
    findings.store();
  }

  /** The headers of then; those of what was never planned are read. Null where there is nothing to ask about. */
  async function headersOf(
    { level, key, run: last }: Member,
    signal: AbortSignal,
  ): Promise<HeaderPayload | null> {
    if (last !== null) {
      const row = history.get<{ headers: string }>('SELECT headers FROM run WHERE id = ?', [last.id]);
      const { data } = headerPayloadSchema.safeParse(JSON.parse(row?.headers ?? 'null'));
      return data === undefined || data.studies.length === 0 ? null : data;
    }
    const entity = readStored(history, level, key);
    if (entity === null) return null;
    const archived = entity.series.map((entry) => ({
      ...entry,
      instances: options.instances.instancesOfSeries(entry.key),
    }));
    const { headers, usable } = await gather(entity, archived, {
      ...options,
      settings: context.options(),
      signal,
    });
    return usable.length === 0 ? null : headers;
  }

  function keepFindings(task: string, summary: ReplaySummary) {
    let rows: ReplayRow[] = [];
    let stored = 0;
    let storedAt = performance.now();
    function store(): void {
      storeReplay(history, task, summary, rows, stored);
      stored += rows.length;
      rows = [];
      storedAt = performance.now();
    }
    return {
      add(found: readonly ReplayRow[]) {
        rows.push(...found);
        if (performance.now() - storedAt > storeEvery) store();
      },
      store,
    };
  }

  const runner = createTaskRunner<ReplayRequest>(context, { kind: 'replay', request: requestSchema, run });
  runner.resume();
  return {
    start({ service, path: folder, job }) {
      const request = { service, path: folder, job };
      // Refused at once where it cannot be asked at all.
      const { name } = askedService(options.services, request);
      return runner.start(name, request);
    },
    get: (request) => getReplay(history, request),
    cancel: (task) => runner.cancel(task),
    close: () => runner.close(),
  };
}
