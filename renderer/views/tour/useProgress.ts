import type { JobRunSummary, RunSummary, Task } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { isTerminal } from '../../jobs/index.ts';
import type { TourState } from '../../tour/index.ts';

/** What has come of the sample patient so far. */
export interface Progress {
  /** The import. */
  task: Task | null;
  /** Images in the archive. */
  images: number;
  /** The run that the patient became. */
  run: RunSummary | null;
  /** Its jobs. */
  jobs: readonly JobRunSummary[];
  ended: number;
  /** Jobs cannot run. */
  isStuck: boolean;
}

/** Follows the sample patient through the application, by what the engine tells of it. */
export function useProgress({ application, task, runsBefore }: TourState): Progress {
  const detail = useRoute('applications.get', { application }).data;
  const tasks = useRoute('tasks.list', { application, limit: 20 }).data;
  const runs = useRoute('runs.list', { application, limit: 20 }).data;
  const jobRuns = useRoute('job_runs.list', { application, limit: 20 }).data;
  const run = runs?.rows.findLast(({ number }) => number > runsBefore) ?? null;
  const jobs = jobRuns?.rows.filter((job) => job.run === run?.id) ?? [];
  return {
    task: tasks?.rows.find(({ id }) => id === task) ?? null,
    images: detail?.counts.instances ?? 0,
    run,
    jobs,
    ended: jobs.filter(({ state }) => isTerminal(state)).length,
    isStuck: detail?.runtime.state === 'failed',
  };
}
