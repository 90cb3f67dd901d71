import { z } from 'zod';
import { groupingSchema } from './applications.ts';
import { jsonObjectSchema, jsonValueSchema } from './json.ts';
import { pageFields, pageSchema } from './paging.ts';
import { reasonSchema } from './runs.ts';
import { jobRunStateSchema, runStateSchema } from './states.ts';

export const processedJobSchema = z.object({
  id: z.string(),
  jobName: z.string(),
  service: z.string().nullable(),
  /** Version of the service that it ran with; null where it is not known. */
  serviceVersion: z.string().nullable(),
  state: jobRunStateSchema,
  /** The study or series that it is about, in words; null where that is all of the run. */
  entity: z.string().nullable(),
  percent: z.number().nullable(),
  params: jsonObjectSchema.nullable(),
  /** What it returned, where that is short; see `resultBytes`. */
  result: jsonValueSchema,
  resultIsRepr: z.boolean(),
  /** How long the whole of it is, as UTF-8; 0 where it returned nothing. */
  resultBytes: z.number(),
  /** Why it was skipped, failed or timed out: one sentence for a researcher. */
  problem: z.string().nullable(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  /** The first files that it left. */
  files: z.array(z.object({ path: z.string(), size: z.number() })),
  fileCount: z.number(),
});
/** A job run beside the study that it was about. */
export type ProcessedJob = z.infer<typeof processedJobSchema>;

export const processedRunSchema = z.object({
  id: z.string(),
  number: z.number(),
  version: z.number(),
  level: groupingSchema,
  state: runStateSchema,
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  warnings: z.array(reasonSchema),
  /** In planning order; the first 200. */
  jobs: z.array(processedJobSchema),
  jobCount: z.number(),
});
/** A run beside a study that it was about. */
export type ProcessedRun = z.infer<typeof processedRunSchema>;

export const processedRoutes = {
  /** What processed a study, with which results, newest first. @throws `not-found` */
  'studies.processed': {
    input: z.object({
      application: z.string(),
      study: z.string().min(1).max(400),
      ...pageFields,
      /** Runs wanted; each may have hundreds of jobs, with what they returned. */
      limit: z.number().int().min(1).max(10).default(10),
    }),
    output: pageSchema(processedRunSchema),
  },
};
