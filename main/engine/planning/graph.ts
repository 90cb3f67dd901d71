import type { JobGroup, Reason } from '../../../contract/index.ts';
import { findCircles } from './circles.ts';
import { groupOrder } from './jobs.ts';
import type { InvalidEntry } from './jobs.ts';
import { findNeeds } from './needs.ts';
import { planningOrder } from './order.ts';
import { reason } from './reasons.ts';
import { createScopeIndex } from './scopes.ts';
import type { Scope } from './scopes.ts';
import { createSkips, runsAnyway } from './skips.ts';

/** What the graph needs to know of a job. */
export interface GraphJob {
  jobName: string;
  group: JobGroup;
  dependsOn: readonly string[];
  /** What of the arrival it is about. */
  scope: Scope;
  /** `run`: it waits for the end of what it names, whatever that is. Null: `run` for post jobs, else `skip`. */
  onDependencyFailure?: 'skip' | 'run' | null;
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
  skipped: readonly (Reason | null)[];
  /** Acyclic; a job that is not skipped has edges only from jobs that are not skipped. */
  edges: GraphEdge[];
  /** What is odd about jobs that run all the same. */
  warnings: Reason[];
}

/** Reasons for which a pre job may be left out without holding back the services. */
const harmlessInPre = new Set<Reason['code']>(['callback-declined', 'disabled', 'duplicate-job-name']);

/**
 * Builds the graph of one run.
 *
 * - `dependsOn` needs the success of the named job, in any group that is not behind the job's own: of the one for the
 *   same study or series, for what contains it, or of all for what lies in it.
 * - A registry job needs the success of every pre job of the run, a post job the end of every pre and registry job;
 *   where jobs are about single studies or series, of those that are about the same, what contains it or lies in it.
 * - A job that is to run whatever becomes of what it names (`run`, post jobs by default) only waits for its end, and
 *   not at all for what is skipped. To run also after a pre job that failed, a registry job must name that one.
 * - A job that needs a skipped one is skipped as well. Where a pre job was wanted, or might have been, and cannot
 *   run, no registry job does: pre jobs prepare what services may see, an anonymizer say.
 * - Within a group independent jobs come before dependent ones, otherwise the order of the jobs stands.
 * @param jobs in the order in which their callbacks were asked
 */
export function buildGraph(jobs: readonly GraphJob[], invalid: readonly InvalidEntry[]): JobGraph {
  const needs = findNeeds(jobs);
  const needed = needs.map((list) => list.flatMap((need) => need.jobs));
  const circles = findCircles(needed);
  const skips = createSkips(jobs, needs);
  const skipped = skips.reasons;
  const ranks = jobs.map((job) => groupOrder.indexOf(job.group));
  const rank = (index: number) => ranks[index] ?? 0;

  jobs.forEach((job, index) => {
    const fault = skipped[index] === null ? ownFault(job, index) : null;
    if (fault !== null) skips.skip(index, fault);
  });
  skips.spread();
  holdBackRegistry();
  skips.spread();

  return {
    order: planningOrder(ranks, needed, circles),
    skipped,
    edges: findEdges(),
    warnings: jobs.flatMap((job, index) => (skipped[index] === null ? oddities(job, index) : [])),
  };

  function ownFault(job: GraphJob, index: number): Reason | null {
    const missing = missingOf(index).find((name) => !goesWithout(job, name));
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

  /** Names in its `dependsOn` that no job has. */
  function missingOf(index: number): string[] {
    return (needs[index] ?? []).filter((need) => need.jobs.length === 0).map(({ name }) => name);
  }

  /**
   * Nobody knows when a job of an unknown name would end. A post job waits for everything before it anyway; another
   * one might clean up too early.
   */
  function goesWithout(job: GraphJob, name: string): boolean {
    return runsAnyway(job) && (job.group === 'post' || invalid.some((entry) => entry.jobName === name));
  }

  function oddities(job: GraphJob, index: number): Reason[] {
    return missingOf(index).map((name) =>
      reason(
        'dependency-missing',
        `"${job.jobName}" names "${name}", and there is no such job; it runs all the same.`,
      ),
    );
  }

  /** Without a pre job that was wanted, or might have been, and cannot run, no registry job runs. */
  function holdBackRegistry(): void {
    const failed = createScopeIndex<{ jobName: string | null; which: string }>();
    jobs.forEach((job, index) => {
      const given = skipped[index]?.code;
      if (job.group !== 'pre' || given === undefined || harmlessInPre.has(given)) return;
      failed.add({ jobName: job.jobName, which: `the pre service "${job.jobName}"` }, job.scope);
    });
    for (const { group, jobName } of invalid) {
      if (group !== 'pre') continue;
      const which =
        jobName === null ? 'a pre service whose entry is not valid' : `the pre service "${jobName}"`;
      failed.add({ jobName, which }, []);
    }
    jobs.forEach((job, index) => {
      if (job.group !== 'registry') return;
      const isNeeded = (name: string | null) =>
        !runsAnyway(job) || name === null || !job.dependsOn.includes(name);
      const which = failed.related(job.scope).find(({ jobName }) => isNeeded(jobName))?.which;
      if (which === undefined) return;
      skips.skip(
        index,
        reason('dependency-skipped', `"${job.jobName}" runs only after ${which}, which cannot run.`),
      );
    });
  }

  function findEdges(): GraphEdge[] {
    /** Jobs that whole groups wait for. */
    const planned = createScopeIndex<number>();
    jobs.forEach((job, index) => {
      if (skipped[index] === null && job.group !== 'post') planned.add(index, job.scope);
    });
    return jobs.flatMap((job, to) => {
      const runs = skipped[to] === null;
      // What a skipped job names is kept to be shown.
      const isKept = (from: number) =>
        runs ? skipped[from] === null : rank(from) <= rank(to) && !circles[to];
      const named = needed[to]?.filter(isKept) ?? [];
      const needsOfNamed = runsAnyway(job) ? 'end' : 'success';
      const groups = runs && rank(to) > 0 ? planned.related(job.scope) : [];
      const explicit = new Set(named);
      return [
        ...named.map((from): GraphEdge => ({ from, to, needs: needsOfNamed })),
        ...groups
          .filter((from) => rank(from) < rank(to) && !explicit.has(from))
          .map((from): GraphEdge => ({ from, to, needs: job.group === 'post' ? 'end' : 'success' })),
      ];
    });
  }
}
