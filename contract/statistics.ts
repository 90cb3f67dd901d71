import { z } from 'zod';

/** A day of the clock of the engine's machine, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();

/** Most intervals that are asked for at once. */
export const mostIntervals = 400;

/** A stretch of time that is counted: an hour, a day, or a week from Monday, or what of it lies in the period. */
const intervalFields = {
  /** Its beginning, and the beginning of the next one, in ms since the epoch. */
  at: z.number(),
  until: z.number(),
  /** Patients, studies or series that became runs in it, and the studies of these runs. */
  runs: z.number(),
  studies: z.number(),
  /** Runs that ended in it. */
  runsSucceeded: z.number(),
  runsFailed: z.number(),
  /** Job runs that ended in it; those that timed out have failed. */
  succeeded: z.number(),
  failed: z.number(),
};

/** What came in an hour, and what came of it. */
export const activitySchema = z.object(intervalFields);
export type Activity = z.infer<typeof activitySchema>;

/** The middle one of some lengths of time, and what 95 % stay under, in ms and to within 5 %. */
export const quantilesSchema = z.object({ p50Ms: z.number(), p95Ms: z.number() });
export type Quantiles = z.infer<typeof quantilesSchema>;

const jobStatisticsSchema = z.object({
  jobName: z.string(),
  /** Null for jobs before and after all services. */
  service: z.string().nullable(),
  succeeded: z.number(),
  failed: z.number(),
  /** How long those that succeeded took, and how long job runs were queued before their last attempt began. */
  took: quantilesSchema.nullable(),
  queued: quantilesSchema.nullable(),
  /** How long they took in each interval, null where none succeeded; absent for all but the jobs that ended most often. */
  tookBy: z.array(quantilesSchema.nullable()).optional(),
});
export type JobStatistics = z.infer<typeof jobStatisticsSchema>;

const failureReasonSchema = z.object({
  service: z.string().nullable(),
  jobName: z.string(),
  /** Type and message of the error, numbers and paths in it left out so that like failures are one. */
  reason: z.string(),
  count: z.number(),
  /** The last one that failed so. */
  run: z.string(),
  jobRun: z.string(),
});

export const statisticsSchema = z.object({
  /** The period in ms since the epoch; without its end. */
  from: z.number(),
  to: z.number(),
  by: z.enum(['hour', 'day', 'week']),
  intervals: z.array(activitySchema.extend({ queued: quantilesSchema.nullable() })),
  /** Those that ended most often first. */
  jobs: z.array(jobStatisticsSchema),
  /** Beginnings of the weeks of the period. */
  weeks: z.array(z.number()),
  /** By service: job runs that failed, in all and in each of the weeks. */
  failures: z.array(
    z.object({
      service: z.string().nullable(),
      ended: z.number(),
      failed: z.number(),
      byWeek: z.array(z.number()),
    }),
  ),
  /** Most frequent first, of the last job runs that failed. */
  reasons: z.array(failureReasonSchema),
  /** Of how many job runs `reasons` tells, and whether there were more. */
  reasonsOf: z.object({ count: z.number(), isAll: z.boolean() }),
});
/** What an application did in a period. */
export type Statistics = z.infer<typeof statisticsSchema>;

const periodSchema = z.object({
  application: z.string(),
  from: daySchema,
  to: daySchema,
  by: z.enum(['hour', 'day', 'week']).default('day'),
  service: z.string().max(200).optional(),
  jobName: z.string().max(200).optional(),
});

export const statisticsRoutes = {
  /**
   * Hour by hour, from the beginning of a day to the end of another.
   * @throws `validation-failed` where these are more than `mostIntervals`
   */
  'statistics.hours': {
    input: z.object({ application: z.string(), from: daySchema, to: daySchema }),
    output: z.array(activitySchema),
  },
  /**
   * What was done from the beginning of a day to the end of another; of one service or job only, where it is named. Runs
   * are counted whatever jobs they have.
   * @throws `validation-failed` where these are more than `mostIntervals`
   */
  'statistics.get': { input: periodSchema, output: statisticsSchema },
  /**
   * Writes it into a CSV file, which has its name when it is whole. Columns are in docs/cli.md.
   * @throws as `statistics.get`; `file-exists`; `folder-not-usable` where the file cannot be written
   */
  'statistics.export': {
    input: periodSchema.extend({
      /** It begins with the mark by which Excel knows UTF-8. */
      byteOrderMark: z.boolean().default(true),
      /** Absolute. */
      file: z.string().min(1).max(4000),
      /** A file of that name is replaced. */
      replace: z.boolean().default(false),
    }),
    output: z.object({ rows: z.number(), bytes: z.number() }),
  },
};
