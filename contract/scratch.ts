import { z } from 'zod';
import { groupingSchema } from './applications.ts';
import { outcomeComparisonSchema, valueDifferenceSchema } from './comparison.ts';
import { jsonObjectSchema, jsonValueSchema } from './json.ts';
import { pageFields, pageSchema } from './paging.ts';
import { jobEntitySchema, reasonSchema } from './runs.ts';
import { taskSchema } from './tasks.ts';

const scratchStateSchema = z.enum(['running', 'succeeded', 'failed', 'cancelled']);

/** A run beside the ordinary history: no version of a patient, never delivered. Its id is that of its task. */
export const scratchSummarySchema = z.object({
  id: z.string(),
  /** Counts up within the application, for people. */
  number: z.number(),
  /** `again`: a job run once more with the code, parameters and input of then. */
  kind: z.enum(['scratch', 'again']),
  /** `succeeded`: every job that was wanted succeeded. */
  state: scratchStateSchema,
  service: z.string(),
  /** Folder of a service that is not installed; null for an installed one. */
  origin: z.string().nullable(),
  serviceVersion: z.string(),
  level: groupingSchema,
  key: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  /** Run whose input it had, or that it took the results of other services from. */
  run: z.string().nullable(),
  runNumber: z.number().nullable(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  problem: z.string().nullable(),
});
export type ScratchSummary = z.infer<typeof scratchSummarySchema>;

export const scratchFileSchema = z.object({ path: z.string(), size: z.number(), hash: z.string() });
export type ScratchFile = z.infer<typeof scratchFileSchema>;

export const scratchJobSchema = z.object({
  jobName: z.string(),
  entity: jobEntitySchema.nullable(),
  state: z.enum(['succeeded', 'failed', 'timed-out', 'cancelled', 'skipped']),
  reason: reasonSchema.nullable(),
  params: jsonObjectSchema.nullable(),
  result: jsonValueSchema,
  resultIsRepr: z.boolean(),
  error: z.object({ type: z.string(), message: z.string(), traceback: z.string().nullable() }).nullable(),
  /** What it printed, cut to 64 KiB. */
  output: z.string(),
  files: z.array(scratchFileSchema),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  /** Against the last ordinary job run of the same job; null where there is none. */
  comparison: outcomeComparisonSchema
    .extend({
      jobRun: z.string(),
      runNumber: z.number(),
      params: z.array(valueDifferenceSchema),
      /** Version of the code of then; null where it is not known. */
      serviceVersion: z.string().nullable(),
      /** What of the environment is otherwise, one sentence each. */
      environment: z.array(z.string()),
    })
    .nullable(),
});
export type ScratchJob = z.infer<typeof scratchJobSchema>;

export const scratchDetailSchema = scratchSummarySchema.extend({
  dataFolder: z.string(),
  jobs: z.array(scratchJobSchema),
});
export type ScratchDetail = z.infer<typeof scratchDetailSchema>;

/** What stands between a job run and running exactly that again. */
export const repeatCheckSchema = z.object({
  /** What is no longer to be had; it cannot run then. */
  missing: z.array(z.string()),
  /** What would be otherwise than then. */
  differences: z.array(z.string()),
});
export type RepeatCheck = z.infer<typeof repeatCheckSchema>;

const application = z.string();
const id = z.string().min(1).max(200);
/** As in `provenance.get`: the last one that has a card when absent. */
const attemptNumber = z.number().int().min(1).optional();

export const scratchRoutes = {
  /** Runs a service on stored data, apart from the ordinary history. */
  'scratch.start': {
    input: z
      .object({
        application,
        /** An installed service, or `path`: the folder of one that is not. */
        service: z.string().max(200).optional(),
        path: z.string().min(1).max(4000).optional(),
        /** One of these: what it runs on. A run, by identifier or number, gives its input and the results of its other services. */
        study: id.optional(),
        patient: id.optional(),
        run: id.optional(),
        /** Only this job of the service. */
        job: z.string().max(400).optional(),
        /** Values by their path in `params`, such as `threshold` or `model.name`, for all its jobs. */
        params: z.record(z.string().min(1).max(400), jsonValueSchema).default({}),
      })
      .refine(({ service, path }) => (service === undefined) !== (path === undefined), {
        message: 'Name either an installed service or the folder of one.',
      })
      .refine(
        ({ study, patient, run }) => [study, patient, run].filter((one) => one !== undefined).length === 1,
        { message: 'Name one of study, patient and run.' },
      ),
    output: taskSchema,
  },
  /** What would be missing or otherwise if a job run were run again. */
  'scratch.check_again': {
    input: z.object({ application: z.string().optional(), jobRun: id, attempt: attemptNumber }),
    output: repeatCheckSchema,
  },
  /** Runs a job again with the code, parameters and input of then; refused where something differs, unless `anyway`. */
  'scratch.again': {
    input: z.object({
      application: z.string().optional(),
      jobRun: id,
      attempt: attemptNumber,
      anyway: z.boolean().default(false),
    }),
    output: taskSchema.extend({ application: z.string() }),
  },
  'scratch.get': { input: z.object({ application, scratch: id }), output: scratchDetailSchema },
  /** Newest first. */
  'scratch.list': {
    input: z.object({ application, ...pageFields }),
    output: pageSchema(scratchSummarySchema),
  },
  /** Removes one with its files; one that runs is not removed. */
  'scratch.remove': { input: z.object({ application, scratch: id }), output: z.object({}) },
};
