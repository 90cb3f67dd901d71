import type { EngineClient, JobRunDetail, JobRunSummary } from '../../contract/index.ts';

/** An error of a job in one line. What has no traceback is our own sentence. */
export function errorInWords({ type, message, traceback }: NonNullable<JobRunDetail['error']>): string {
  return traceback === null ? message : `${type}: ${message}`;
}

/** Whether a job ran and came to no good end. */
export function hasFailed({ state }: { state: string }): boolean {
  return state === 'failed' || state === 'timed-out';
}

/** Why job runs failed, in one line each, by their identifiers: lists of job runs leave errors out. */
export async function errorsOf(
  client: EngineClient,
  application: string,
  jobRuns: readonly Pick<JobRunSummary, 'id' | 'state'>[],
): Promise<Map<string, string>> {
  const found = jobRuns.filter(hasFailed).map(async ({ id }) => {
    const { error } = await client.request('job_runs.get', { application, jobRun: id });
    return [id, error === null ? '' : errorInWords(error)] as const;
  });
  return new Map((await Promise.all(found)).filter(([, text]) => text !== ''));
}
