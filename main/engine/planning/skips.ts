import type { Reason } from '../../../contract/index.ts';
import type { GraphJob } from './graph.ts';
import type { Need } from './needs.ts';
import { reason } from './reasons.ts';

/** Reasons at the root of a skip that say that nobody wanted the job. */
const unwanted = new Set<Reason['code']>(['callback-declined', 'disabled']);

/** Whether a job runs whatever becomes of what it names. */
export function runsAnyway({ onDependencyFailure, group }: GraphJob): boolean {
  return (onDependencyFailure ?? (group === 'post' ? 'run' : 'skip')) === 'run';
}

/** Which jobs are skipped, and why; grows until nothing more follows. */
export interface Skips {
  readonly reasons: readonly (Reason | null)[];
  /** Skips a job that is not skipped yet. */
  skip(index: number, why: Reason): void;
  /**
   * Skips what needs skipped jobs. Of several jobs that one name means, for several series say, those that nobody
   * wanted do not count as long as one of them runs.
   */
  spread(): void;
}

export function createSkips(jobs: readonly GraphJob[], needs: readonly (readonly Need[])[]): Skips {
  const reasons: (Reason | null)[] = jobs.map((job) => job.leftOut);
  /** The job at the root of each skip. */
  const roots = new Map<number, number>();
  const upcoming: number[] = [];
  const dependents: { job: number; need: Need }[][] = jobs.map(() => []);
  needs.forEach((list, job) => {
    // A job that is to run whatever becomes of what it names only waits for it.
    const dependent = jobs[job];
    if (dependent !== undefined && runsAnyway(dependent)) return;
    for (const need of list) for (const from of need.jobs) dependents[from]?.push({ job, need });
  });
  reasons.forEach((why, index) => {
    if (why !== null) upcoming.push(index);
  });

  const rootOf = (index: number) => roots.get(index) ?? index;
  const isUnwanted = (index: number) => {
    const code = reasons[rootOf(index)]?.code;
    return code !== undefined && unwanted.has(code);
  };
  function holdsBack({ jobs: meant }: Need): boolean {
    const skipped = meant.filter((index) => reasons[index] !== null);
    return skipped.length === meant.length || skipped.some((index) => !isUnwanted(index));
  }

  return {
    reasons,
    skip(index, why) {
      if (reasons[index] !== null) return;
      reasons[index] = why;
      upcoming.push(index);
    },
    spread() {
      for (let index = upcoming.pop(); index !== undefined; index = upcoming.pop()) {
        const root = rootOf(index);
        const because = root === index ? '' : ` because of "${jobs[root]?.jobName}"`;
        for (const { job, need } of dependents[index] ?? []) {
          if (reasons[job] !== null || !holdsBack(need)) continue;
          roots.set(job, root);
          reasons[job] = reason(
            'dependency-skipped',
            `"${jobs[job]?.jobName}" needs "${jobs[index]?.jobName}", which is skipped${because}. ${reasons[root]?.message}`,
          );
          upcoming.push(job);
        }
      }
    },
  };
}
