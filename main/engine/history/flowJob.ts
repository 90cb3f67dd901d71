import type { FlowJobDetail } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const mostProblems = 3;
const longestMessage = 300;

/** Finds the oldest job run of a name that waits or is queued, at one end of an index. */
export const oldestOpen = `SELECT created_at AS at FROM job_run INDEXED BY job_run_pending
  WHERE job_name = ? AND state IN ('waiting', 'queued') ORDER BY key LIMIT 1`;
/** Finds its last failures, from the newest failure of any job on. */
export const lastProblems = `SELECT run_id AS run, id AS jobRun, finished_at AS at, state,
    substr(coalesce(error ->> 'message', ''), 1, ${longestMessage}) AS message
  FROM job_run INDEXED BY job_run_failed
  WHERE state IN ('failed', 'timed-out') AND job_name = ? AND finished_at IS NOT NULL
  ORDER BY finished_at DESC LIMIT ${mostProblems}`;

/** What one who points at a job of the flow wants to know besides its numbers. */
export function readFlowJob(history: History, jobName: string): FlowJobDetail {
  return {
    oldestAt: history.get<{ at: number }>(oldestOpen, [jobName])?.at ?? null,
    problems: history.all<FlowJobDetail['problems'][number]>(lastProblems, [jobName]),
  };
}
