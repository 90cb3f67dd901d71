import { EngineError } from '../../contract/index.ts';
import type { EngineClient, JobRunState, RunDetail } from '../../contract/index.ts';
import { errorsOf } from './jobProblems.ts';
import { jobTitle } from './jobTitle.ts';

/** States by which a run fails, what is worth looking at before what only follows from it. */
const badStates: readonly JobRunState[] = ['failed', 'timed-out', 'cancelled', 'skipped'];

/** Why runs are no success: a job of one failed, and where more of it is to be read; null where none did. */
export async function runProblem(
  client: EngineClient,
  application: string,
  runs: readonly RunDetail[],
): Promise<EngineError | null> {
  const failed = runs.filter(({ state }) => state === 'failed');
  const [run, ...otherRuns] = failed;
  if (run === undefined) return null;
  const jobs = badStates.flatMap((state) => run.jobRuns.filter((job) => job.state === state));
  const [job] = jobs;
  const numbers = failed.map(({ number }) => number).join(', ');
  const which = otherRuns.length === 0 ? `Run ${numbers} failed` : `Runs ${numbers} failed`;
  if (job === undefined) return new EngineError('job-failed', `${which}.`);
  const error = (await errorsOf(client, application, [job])).get(job.id) ?? job.reason?.message ?? job.state;
  const where =
    otherRuns.length > 0
      ? 'list jobs --state failed timed-out'
      : jobs.filter(({ state }) => state === job.state).length > 1
        ? `show run ${run.number}`
        : `show job ${job.id}`;
  return new EngineError('job-failed', `${which}. ${jobTitle(job)}: ${error}`, {
    advice: `See: dcm-processor ${where}`,
  });
}
