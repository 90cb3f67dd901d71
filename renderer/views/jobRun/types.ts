import type { RouteOutput } from '../../../contract/index.ts';

/** A job run as its panel shows it. */
export type JobRun = RouteOutput<'job_runs.get'>;
