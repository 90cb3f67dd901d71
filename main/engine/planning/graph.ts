import type { JobGroup, Reason } from '../../../contract/index.ts';
import { findCircles } from './circles.ts';
import { groupOrder } from './jobs.ts';
import type { InvalidEntry } from './jobs.ts';
import { planningOrder } from './order.ts';
import { reason } from './reasons.ts';

/** What the graph needs to know of a job. */
export interface GraphJob {
  jobName: string;
  group: JobGroup;
  dependsOn: readonly string[];
  /** Why it is left out by itself (declined, disabled, …), or null. */
  leftOut: Reason | null;
}

/** `needs`: the first must have succeeded, or only have ended. Indices into the jobs. */
interface GraphEdge {
  from: number;
  to: number;
  needs: 'success' | 'end';
}

/** What is to be done with every job. */
export interface JobGraph {
  /** Indices of all jobs in planning order. */
  order: number[];
  /** Per job why it is skipped, or null. */
  skipped: (Reason | null)[];
  /** Acyclic; a job that is not skipped has edges only from jobs that are not skipped. */
  edges: GraphEdge[];
}

/** Reasons for which a pre job may be left out without holding back the services. */
const harmlessInPre = new Set<Reason['code']>(['callback-declined', 'disabled', 'duplicate-job-name']);

/**
 * Builds the graph of one run.
 *
 * - `dependsOn` needs the success of the named job, in any group that is not behind the job's own.
 * - A registry job needs the success of every pre job of the run, a post job the end of every pre and registry job.
 * - A job that needs a skipped one is skipped as well. Where a pre job was wanted, or might have been, and cannot
 *   run, no registry job does: pre jobs prepare what services may see, an anonymizer say.
 * - Within a group independent jobs come before dependent ones, otherwise the order of the jobs stands.
 * @param jobs in the order in which their callbacks were asked
 */
export function buildGraph(jobs: readonly GraphJob[], invalid: readonly InvalidEntry[]): JobGraph {
  const skipped: (Reason | null)[] = jobs.map((job) => job.leftOut);
  const byName = indexByName(jobs);
  const needed = jobs.map((job) =>
    job.dependsOn.map((name) => byName.get(name)).filter((index) => index !== undefined),
  );
  const circles = findCircles(needed);
  const rank = (index: number) => groupOrder.indexOf(jobs[index]?.group ?? 'registry');

  jobs.forEach((job, index) => {
    skipped[index] ??= ownFault(job, index);
  });
  spreadSkips();
  holdBackRegistry();
  spreadSkips();

  /** Jobs that whole groups wait for. */
  const planned = [...jobs.keys()].filter(
    (index) => skipped[index] === null && jobs[index]?.group !== 'post',
  );
  const edges: GraphEdge[] = [];
  jobs.forEach((_, to) => {
    for (const from of needed[to] ?? []) {
      if (rank(from) <= rank(to) && !circles[to]) edges.push({ from, to, needs: 'success' });
    }
    if (skipped[to] === null && rank(to) > 0) edges.push(...edgesOfGroup(to));
  });
  const ranks = [...jobs.keys()].map(rank);
  return { order: planningOrder(ranks, needed, circles), skipped, edges };

  function ownFault(job: GraphJob, index: number): Reason | null {
    const missing = job.dependsOn.find((name) => !byName.has(name));
    if (missing !== undefined) {
      if (invalid.some((entry) => entry.jobName === missing)) {
        return reason('dependency-skipped', `"${job.jobName}" needs "${missing}", which is no valid job.`);
      }
      return reason(
        'dependency-missing',
        `"${job.jobName}" needs "${missing}", and no installed service has a job of that name.`,
      );
    }
    const behind = needed[index]?.find((from) => rank(from) > rank(index));
    if (behind !== undefined) {
      return reason(
        'dependency-circular',
        `"${job.jobName}" is a ${job.group} job and runs before all ${jobs[behind]?.group} jobs, so it cannot wait for "${jobs[behind]?.jobName}".`,
      );
    }
    if (circles[index]) {
      return reason(
        'dependency-circular',
        `"${job.jobName}" needs itself, by way of: ${job.dependsOn.map((name) => `"${name}"`).join(', ')}.`,
      );
    }
    return null;
  }

  /** Without a pre job that was wanted, or might have been, and cannot run, no registry job runs. */
  function holdBackRegistry(): void {
    const failed = jobs.find((job, index) => {
      const given = skipped[index]?.code;
      return job.group === 'pre' && given !== undefined && !harmlessInPre.has(given);
    });
    const unusable = invalid.find((entry) => entry.group === 'pre');
    if (failed === undefined && unusable === undefined) return;
    const name = failed?.jobName ?? unusable?.jobName ?? null;
    const which = name === null ? 'a pre service whose entry is not valid' : `the pre service "${name}"`;
    jobs.forEach((job, index) => {
      if (job.group !== 'registry') return;
      skipped[index] ??= reason(
        'dependency-skipped',
        `"${job.jobName}" runs only after ${which}, which cannot run.`,
      );
    });
  }

  function spreadSkips(): void {
    const dependents: number[][] = jobs.map(() => []);
    needed.forEach((list, to) => list.forEach((from) => dependents[from]?.push(to)));
    const upcoming = [...jobs.keys()]
      .filter((index) => skipped[index] !== null)
      .map((index) => ({ index, root: index }));
    for (let next = upcoming.pop(); next !== undefined; next = upcoming.pop()) {
      const { index, root } = next;
      const because = root === index ? '' : ` because of "${jobs[root]?.jobName}"`;
      for (const to of dependents[index] ?? []) {
        if (skipped[to] !== null) continue;
        skipped[to] = reason(
          'dependency-skipped',
          `"${jobs[to]?.jobName}" needs "${jobs[index]?.jobName}", which is skipped${because}. ${skipped[root]?.message}`,
        );
        upcoming.push({ index: to, root });
      }
    }
  }

  function edgesOfGroup(to: number): GraphEdge[] {
    const needs = jobs[to]?.group === 'post' ? 'end' : 'success';
    const explicit = new Set(needed[to]);
    return planned
      .filter((from) => rank(from) < rank(to) && !explicit.has(from))
      .map((from) => ({ from, to, needs }));
  }
}

/** The job that a name in `dependsOn` means: the planned one, or a disabled one where there is no other. */
function indexByName(jobs: readonly GraphJob[]): Map<string, number> {
  const byName = new Map<string, number>();
  for (const pass of ['enabled', 'disabled']) {
    jobs.forEach((job, index) => {
      const code = job.leftOut?.code;
      if (code === 'duplicate-job-name' || (code === 'disabled') !== (pass === 'disabled')) return;
      if (!byName.has(job.jobName)) byName.set(job.jobName, index);
    });
  }
  return byName;
}
