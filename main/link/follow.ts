import { EngineError } from '../../contract/index.ts';
import type { Arrival, EngineClient, RunDetail, RunSummary, Task } from '../../contract/index.ts';
import { waitFor } from './waitFor.ts';

/** Where a wait says how far it is. */
interface ProgressLine {
  /** @param share of it that is done, from 0 to 1, where that is known */
  progress(text: string, share?: number | null): void;
}

const progressWords = {
  import: ['Importing', 'files'],
  retrieve: ['Fetching', 'instances'],
  send: ['Sending', 'instances'],
  scratch: ['Running', 'jobs'],
  golden: ['Checking', 'cases'],
  replay: ['Asking', 'arrivals'],
  build: ['Building', 'steps'],
  init: ['Preparing', 'steps'],
  delete: ['Deleting', 'instances'],
  export: ['Exporting', 'instances'],
  backup: ['Backing up', 'files'],
  restore: ['Restoring', 'files'],
  clone: ['Copying', 'files'],
  fetch: ['Fetching', 'steps'],
  legacy: ['Bringing over', 'steps'],
} as const;

/**
 * Waits for the end of a task and shows its progress.
 * @param application whose task it is; null: of the engine itself
 */
export function followTask(
  client: EngineClient,
  application: string | null,
  task: Task,
  line: ProgressLine,
): Promise<Task> {
  return waitFor(client, async () => {
    const now = await client.request('tasks.get', { application, task: task.id });
    if (now.state !== 'running') return now;
    const of = now.total === null ? '' : ` of ${now.total}`;
    const share = now.total === null || now.total === 0 ? null : now.done / now.total;
    const [doing, things] = progressWords[now.kind];
    // Of a download nothing else is known.
    const bytes = now.kind === 'fetch' ? `, ${Math.ceil(now.bytes / 2 ** 20)} MiB` : '';
    const waits = now.problem === null ? '' : `. ${now.problem}`;
    line.progress(`${doing}: ${now.done}${of} ${things}${bytes}${waits}`, share);
    return null;
  });
}

/**
 * Waits until nothing is arriving, planned or running in an application any more.
 * @throws EngineError `application-stopped` where nothing goes on there
 */
export function followRuns(
  client: EngineClient,
  application: string,
  line: ProgressLine,
): Promise<null | true> {
  return waitFor(client, async () => {
    const [arrivals, active] = await Promise.all([
      client.request('arrivals.list', { application }),
      client.request('runs.list', { application, states: ['active'], limit: 500 }),
    ]);
    const failed = arrivals.find((arrival) => arrival.problem !== null);
    if (failed !== undefined && active.total === 0) throw await arrivalProblem(client, application, failed);
    if (arrivals.length === 0 && active.total === 0) return true;
    // Asked for only where nothing may go on: while jobs run, all this comes with each event.
    const known = active.rows.some((run) => (run.jobCounts.running ?? 0) > 0)
      ? []
      : await client.request('applications.list', {});
    if (known.find(({ id }) => id === application)?.life.state === 'stopped')
      throw new EngineError('application-stopped');
    const { text, share } = progressOf(arrivals, active.rows);
    line.progress(text, share);
    return null;
  });
}

/** Why an arrival cannot be planned, with the technical cause where it is the runtime. */
async function arrivalProblem(
  client: EngineClient,
  application: string,
  arrival: Arrival,
): Promise<EngineError> {
  const { runtime } = await client.request('applications.get', { application });
  return new EngineError('runtime-failed', arrival.problem ?? undefined, {
    advice: 'What has arrived stays and is processed as soon as this is mended.',
    details: runtime.details ?? undefined,
  });
}

function progressOf(
  arrivals: readonly Arrival[],
  runs: readonly RunSummary[],
): { text: string; share: number | null } {
  const jobs = { done: 0, all: 0 };
  for (const run of runs) {
    for (const [state, n] of Object.entries(run.jobCounts)) {
      jobs.all += n;
      if (!['waiting', 'queued', 'running'].includes(state)) jobs.done += n;
    }
  }
  const parts = [];
  if (arrivals.length > 0) parts.push(`${arrivals.length} arriving`);
  const [lacking] = arrivals.flatMap((arrival) => arrival.missing);
  if (lacking !== undefined) parts.push(lacking.message);
  if (runs.length > 0) parts.push(`${runs.length} running, ${jobs.done} of ${jobs.all} jobs done`);
  // What arrives brings jobs that are not counted yet.
  const share = arrivals.length > 0 || jobs.all === 0 ? null : jobs.done / jobs.all;
  return { text: parts.join('; '), share };
}

/** Number of the newest run; 0 when there is none. */
export async function newestRunNumber(client: EngineClient, application: string): Promise<number> {
  const page = await client.request('runs.list', { application, limit: 1 });
  return page.rows[0]?.number ?? 0;
}

/** Runs that came after the one with this number, with their details, oldest first. */
export async function runsAfter(
  client: EngineClient,
  application: string,
  number: number,
): Promise<RunDetail[]> {
  const runs: RunDetail[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.request('runs.list', { application, limit: 500, cursor });
    const fresh = page.rows.filter((run) => run.number > number);
    for (const { id } of fresh) runs.push(await client.request('runs.get', { application, run: id }));
    if (page.nextCursor === null || fresh.length < page.rows.length) return runs.reverse();
    cursor = page.nextCursor;
  }
}
