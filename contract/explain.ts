import { z } from 'zod';
import { groupingSchema } from './applications.ts';
import { missingSchema } from './completeness.ts';
import { filterReportSchema } from './filters.ts';
import { jobGroupSchema } from './jobDefinition.ts';
import { jobEntitySchema, jobRunDetailSchema, reasonSchema } from './runs.ts';

/** What would become of one job, and why. */
export const explainedJobSchema = z.object({
  jobName: z.string(),
  /** Null for pre and post services of the application settings. */
  service: z.string().nullable(),
  group: jobGroupSchema,
  /** The study or series that it would be about; null: all of the arrival. */
  entity: jobEntitySchema.nullable(),
  callback: z.string(),
  channel: z.string(),
  /**
   * - `runs`: accepted, and everything that it needs would run
   * - `declined`: its callback did not want it
   * - `skipped`: it cannot run, as `reason` says
   */
  outcome: z.enum(['runs', 'declined', 'skipped']),
  /** What decided; null where it runs. */
  reason: reasonSchema.nullable(),
  /** What the callback did, printed and injected; null where it was not asked. */
  answer: jobRunDetailSchema.shape.callbackAnswer,
  injected: jobRunDetailSchema.shape.injected,
  /** Jobs that it would wait for, and what it needs of them. */
  waitsFor: z.array(
    z.object({
      jobName: z.string(),
      entity: jobEntitySchema.nullable(),
      needs: z.enum(['success', 'end']),
    }),
  ),
});
export type ExplainedJob = z.infer<typeof explainedJobSchema>;

/** What would become of one patient, study or series if it were complete now. */
export const explainedArrivalSchema = z.object({
  level: groupingSchema,
  /** Orthanc-style identifier. */
  key: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  studyCount: z.number(),
  seriesCount: z.number(),
  instanceCount: z.number(),
  /**
   * - `collecting`: it is arriving; `dueAt` is when it becomes complete if nothing more comes
   * - `waiting`: complete, and not planned yet
   * - `put-aside`: processed only by hand
   * - `settled`: nothing of it waits; it was processed, or stands outside of the archive
   */
  state: z.enum(['collecting', 'waiting', 'put-aside', 'settled']),
  dueAt: z.number().nullable(),
  /** What it lacks to be complete. */
  missing: z.array(missingSchema),
  /** What each rule keeps out of each series; `enabled` false: all of it would be handed on all the same. */
  filters: z.object({ enabled: z.boolean(), report: filterReportSchema }),
  /** In planning order. */
  jobs: z.array(explainedJobSchema),
  warnings: z.array(reasonSchema),
});
export type ExplainedArrival = z.infer<typeof explainedArrivalSchema>;

export const explanationSchema = z.object({
  /** One for each that the application would gather: the patient, or its studies or series. */
  arrivals: z.array(explainedArrivalSchema),
  /** Files that were looked at and are no instance, with the reason; the first 1000. */
  notes: z.array(z.object({ path: z.string(), reason: z.string() })),
  /** Files that are no instance, in all. */
  noteCount: z.number(),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const explainRoutes = {
  /**
   * Why a job would run, or not, on what the archive holds of a patient, study or series. Asks filters and callbacks;
   * runs and records nothing. A study in an application that gathers patients is explained with its patient.
   */
  'explain.stored': {
    input: z.object({
      application: z.string(),
      level: groupingSchema,
      /** Orthanc-style identifier; or the PatientID, or the UID of the study or series. */
      key: z.string().min(1).max(256),
    }),
    output: explanationSchema,
  },
  /** The same for files and folders, which are only read. ZIP and tar archives are not opened. */
  'explain.files': {
    input: z.object({
      application: z.string(),
      /** Absolute paths. */
      paths: z.array(z.string().min(1).max(4000)).min(1).max(10_000),
    }),
    output: explanationSchema,
  },
};
