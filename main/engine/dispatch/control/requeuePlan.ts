import type { JobRunState, Reason } from '../../../../contract/index.ts';

/** A job run as far as a requeue must know it. */
export interface RequeueJob {
  key: number;
  jobName: string;
  state: JobRunState;
  /** 1: it failed before and stays out of the queue for a while. */
  pauses: number;
  /** Why it was skipped. */
  reason: Reason['code'] | null;
}

/** An edge of the job graph by row keys. */
export interface RequeueEdge {
  from: number;
  to: number;
  needs: 'success' | 'end';
}

/** What becomes of the job runs of one run. */
export interface RequeuePlan {
  /** Those that get another attempt, in planning order, with how many open ones each waits for. */
  opened: { key: number; waitsFor: number; isChosen: boolean }[];
  /** Chosen ones whose pause before the next attempt is cut short. */
  hastened: number[];
  /** Open ones that have not begun and wait for more or less than before. */
  recounted: { key: number; waitsFor: number }[];
  refused: { key: number; message: string }[];
}

const openStates: ReadonlySet<JobRunState> = new Set(['waiting', 'queued', 'running']);

/**
 * Decides about a requeue within one run.
 *
 * A chosen job run gets another attempt when it has ended and all that it needs has succeeded or gets one too. What
 * was skipped because of one of them comes along, as its reason holds no longer. What was left out while planning
 * (declined, disabled, …) never runs: there is nothing it was promised.
 * @param jobs all of the run in planning order, in which nothing comes before what it waits for
 * @param below also all that depends on the chosen ones
 */
export function planRequeue(
  jobs: readonly RequeueJob[],
  edges: readonly RequeueEdge[],
  chosen: ReadonlySet<number>,
  below: boolean,
): RequeuePlan {
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  const sources = new Map<number, RequeueEdge[]>();
  for (const edge of edges) {
    const before = sources.get(edge.to);
    if (before === undefined) sources.set(edge.to, [edge]);
    else before.push(edge);
  }
  const opened = new Map<number, { key: number; waitsFor: number; isChosen: boolean }>();
  const plan: RequeuePlan = { opened: [], hastened: [], recounted: [], refused: [] };

  const isOpen = (key: number) => opened.has(key) || openStates.has(byKey.get(key)?.state ?? 'skipped');
  const waitsFor = (key: number) => (sources.get(key) ?? []).filter(({ from }) => isOpen(from)).length;
  const blockOf = (key: number) =>
    (sources.get(key) ?? []).find(
      ({ from, needs }) => needs === 'success' && !isOpen(from) && byKey.get(from)?.state !== 'succeeded',
    );
  const followsOpened = (key: number) => (sources.get(key) ?? []).some(({ from }) => opened.has(from));

  for (const job of jobs) {
    const { key, state } = job;
    const isChosen = chosen.has(key);
    if (openStates.has(state)) {
      if (isChosen && job.pauses === 1) plan.hastened.push(key);
      else if (isChosen)
        plan.refused.push({ key, message: `"${job.jobName}" has not ended: it is ${state}.` });
      if (state !== 'running' && followsOpened(key)) plan.recounted.push({ key, waitsFor: waitsFor(key) });
      continue;
    }
    const cameToNothing = state === 'skipped' && job.reason === 'dependency-failed';
    const comesAlong = followsOpened(key) && (cameToNothing || below);
    if (!isChosen && !comesAlong) continue;
    const why = reasonAgainst(job, byKey.get(blockOf(key)?.from ?? -1));
    if (why === null) opened.set(key, { key, waitsFor: waitsFor(key), isChosen });
    else if (isChosen) plan.refused.push({ key, message: why });
  }
  plan.opened = [...opened.values()];
  return plan;
}

function reasonAgainst(job: RequeueJob, block: RequeueJob | undefined): string | null {
  if (job.state === 'skipped' && job.reason !== 'dependency-failed') {
    return `"${job.jobName}" was left out while the run was planned (${job.reason ?? 'skipped'}), so there is nothing to try again. Mend the cause, then process the data again.`;
  }
  if (block !== undefined) {
    return `"${job.jobName}" needs "${block.jobName}", which did not succeed. Requeue "${block.jobName}": what was skipped for it goes with it.`;
  }
  return null;
}
