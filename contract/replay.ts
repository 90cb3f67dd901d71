import { z } from 'zod';
import { groupingSchema } from './applications.ts';
import { pageFields, pageSchema } from './paging.ts';
import { jobEntitySchema, reasonSchema } from './runs.ts';
import { taskSchema } from './tasks.ts';

/** What planning made of a job: it runs, or not for a reason. */
const plannedSchema = z.object({ runs: z.boolean(), reason: reasonSchema.nullable() });

/**
 * - `runs-now`: it would run and was skipped then
 * - `not-any-more`: it was to run then and would not
 * - `other-reason`: skipped both times, for another reason
 * - `other-parameters`: runs both times, and its callback injects something else
 * - `new`: it would run, and there was no such job then; counts as no difference
 */
const replayChangeSchema = z.enum(['runs-now', 'not-any-more', 'other-reason', 'other-parameters', 'new']);
export type ReplayChange = z.infer<typeof replayChangeSchema>;

export const replaySummarySchema = z.object({
  service: z.string(),
  /** Folder of a service that is not installed; null for an installed one. */
  path: z.string().nullable(),
  /** Jobs that are reported on. */
  jobs: z.array(z.string()),
  /** What the application gathers: of what the counts are. */
  level: groupingSchema,
  /** Asked about so far. */
  asked: z.number(),
  /** Of these: on which at least one of the jobs would run. */
  wouldRun: z.number(),
  /** At least one of the jobs was to run when it was planned. */
  ranThen: z.number(),
  /** At least one of the jobs differs from what was planned then. */
  differing: z.number(),
  /** None of the jobs was there then, or it was never planned. */
  withoutThen: z.number(),
  /** A callback failed now. */
  failed: z.number(),
  /** Not asked about: the filters kept out all of it, or nothing of it could be read. */
  leftOut: z.number(),
  /** How many jobs of single arrivals changed in which way. */
  changes: z.partialRecord(replayChangeSchema, z.number()),
  /** What was noticed about the settings of the service. */
  warnings: z.array(reasonSchema),
});
export type ReplaySummary = z.infer<typeof replaySummarySchema>;

export const replayRowSchema = z.object({
  /** The patient, study or series; Orthanc-style identifier. */
  key: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  /** Its last run; null where it was never planned. */
  run: z.string().nullable(),
  runNumber: z.number().nullable(),
  jobName: z.string(),
  /** The study or series that the job is about; null: all of the arrival. */
  entity: jobEntitySchema.nullable(),
  change: replayChangeSchema,
  /** Null where there was no such job. */
  before: plannedSchema.nullable(),
  /** Null where there is no such job any more. */
  now: plannedSchema.nullable(),
  /** What the callback printed now. */
  output: z.string(),
});
/** A job of one arrival that would be planned otherwise than it was. */
export type ReplayRow = z.infer<typeof replayRowSchema>;

export const replayRoutes = {
  /**
   * Asks the callbacks of a service about all that is stored, and compares with what was planned. Runs and records
   * nothing. Other services stand as they did then.
   */
  'replays.start': {
    input: z.object({
      application: z.string(),
      /** Name of an installed service. */
      service: z.string().min(1).optional(),
      /** Absolute path of a service folder, in place of the installed service of that name, if there is one. */
      path: z.string().min(1).max(4000).optional(),
      /** Only this job; all of the service when absent. */
      job: z.string().min(1).optional(),
    }),
    output: taskSchema,
  },
  /** What a replay found, also while it goes on; the first 10,000 rows are kept, and the last ten replays. */
  'replays.get': {
    input: z.object({ application: z.string(), task: z.string(), ...pageFields }),
    output: z.object({ summary: replaySummarySchema, differences: pageSchema(replayRowSchema) }),
  },
};
