import type { SqlValue } from '../../database/index.ts';

/** Whose job runs are counted. */
export interface ChosenJobs {
  service?: string | undefined;
  jobName?: string | undefined;
}

/** What narrows job runs by the names of their job and service. */
export function narrowed({ service, jobName }: ChosenJobs): { sql: string; parameters: SqlValue[] } {
  return {
    sql:
      (service === undefined ? '' : ' AND service = ?') + (jobName === undefined ? '' : ' AND job_name = ?'),
    parameters: [service, jobName].filter((value) => value !== undefined),
  };
}
