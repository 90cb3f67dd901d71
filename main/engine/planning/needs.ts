import type { GraphJob } from './graph.ts';
import { createScopeIndex } from './scopes.ts';
import type { ScopeIndex } from './scopes.ts';

/** One name in `dependsOn`, with the jobs it means for one job. */
export interface Need {
  name: string;
  /** Indices: the job for the same study or series, for what contains it, or all for what lies in it. */
  jobs: number[];
}

/** What each job names. A name that nobody has means no job. */
export function findNeeds(jobs: readonly GraphJob[]): Need[][] {
  const byName = indexByName(jobs);
  return jobs.map((job) =>
    job.dependsOn.map((name) => ({ name, jobs: byName.get(name)?.related(job.scope) ?? [] })),
  );
}

/** The jobs that a name in `dependsOn` means: planned ones, or a disabled one where there is no other. */
function indexByName(jobs: readonly GraphJob[]): Map<string, ScopeIndex<number>> {
  const byName = new Map<string, ScopeIndex<number>>();
  const isDisabled = (job: GraphJob) => job.leftOut?.code === 'disabled';
  jobs.forEach((job, index) => {
    if (isDisabled(job) || job.leftOut?.code === 'duplicate-job-name') return;
    const found = byName.get(job.jobName) ?? createScopeIndex<number>();
    found.add(index, job.scope);
    byName.set(job.jobName, found);
  });
  jobs.forEach((job, index) => {
    if (!isDisabled(job) || byName.has(job.jobName)) return;
    const only = createScopeIndex<number>();
    only.add(index, []);
    byName.set(job.jobName, only);
  });
  return byName;
}
