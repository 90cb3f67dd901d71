import { z } from 'zod';
import { groupingSchema } from './applications.ts';
import { interventionSchema, waitingSchema } from './asked.ts';
import { missingSchema, putAsideSchema } from './completeness.ts';
import { estimateSchema } from './estimates.ts';
import { filterReportSchema } from './filters.ts';
import { jobRunFilterSchema, runFilterSchema } from './historyFilters.ts';
import { jobDefinitionSchema, jobGroupSchema } from './jobDefinition.ts';
import { jsonObjectSchema, jsonValueSchema } from './json.ts';
import { foundSchema, pageFields } from './paging.ts';
import { removedPartSchema } from './retention.ts';
import { jobRunStateSchema, runStateSchema } from './states.ts';

/** Why a job run was skipped, or something was noticed while planning. */
export const reasonSchema = z.object({
  code: z.enum([
    'callback-declined',
    'callback-failed',
    'callback-remark',
    'disabled',
    'dependency-missing',
    'dependency-skipped',
    'dependency-failed',
    'dependency-circular',
    'duplicate-job-name',
    'definition-invalid',
    'service-invalid',
    'channel-not-served',
    'no-jobs',
    'instance-missing',
    'filtered-out',
    'incomplete',
    'patient-id-changed',
    'replaced',
    'ended-worker',
    'resources-not-kept',
    'cancelled',
    'grouping-unavailable',
  ]),
  /** One sentence for a researcher. */
  message: z.string(),
  /** Technical cause: a traceback, say. */
  details: z.string().nullable(),
});
export type Reason = z.infer<typeof reasonSchema>;

export const arrivalSchema = z.object({
  id: z.string(),
  level: groupingSchema,
  /** Identifier of the patient, study or series. */
  key: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  /**
   * `collecting`: instances may still come; `complete`: waits for planning or is being planned; `put-aside`: archived
   * and not processed unless somebody says so.
   */
  state: z.enum(['collecting', 'complete', 'put-aside']),
  /** Studies and series that its run will be about. */
  studyCount: z.number(),
  seriesCount: z.number(),
  /** Instances that came. */
  instanceCount: z.number(),
  /** Version of the run that will come of it: 2 and more where earlier instances had a run. */
  version: z.number(),
  /** Who sent it, as doors name senders; those of imports are left out. */
  senders: z.array(z.string()),
  firstInstanceAt: z.number(),
  lastInstanceAt: z.number(),
  /** When it becomes complete if nothing more comes and nothing is missing. */
  dueAt: z.number(),
  /** Until when somebody asked to wait, at least; null where nobody did. */
  heldUntil: z.number().nullable(),
  /** When the maximum wait ends; null where there is none. */
  maximumAt: z.number().nullable(),
  /** What it still lacks; while it does, quiet time does not complete it. */
  missing: z.array(missingSchema),
  /** Why it was put aside. */
  putAside: putAsideSchema.nullable(),
  /** What is odd about it, such as a study that is there under two patient ids. */
  warnings: z.array(reasonSchema),
  /** Why planning could not be done yet, where it failed. */
  problem: z.string().nullable(),
});
/** A patient, study or series that is still arriving, or complete and not yet planned, or put aside. */
export type Arrival = z.infer<typeof arrivalSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  /** Counts up within the application, for people. */
  number: z.number(),
  /** Counts up within its patient, study or series: 1, and more when instances came late or it was processed again. */
  version: z.number(),
  level: groupingSchema,
  key: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  studyCount: z.number(),
  seriesCount: z.number(),
  instanceCount: z.number(),
  state: runStateSchema,
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Job runs by state. */
  jobCounts: z.partialRecord(jobRunStateSchema, z.number()),
  warningCount: z.number(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** The study or series that a job with a finer `grouping` than its arrival is asked about and run on. */
export const jobEntitySchema = z.object({
  level: z.enum(['study', 'series']),
  /** Orthanc-style identifier. */
  key: z.string(),
  /** For people: `CT 3 Thin 1.0`. */
  text: z.string(),
});
export type JobEntity = z.infer<typeof jobEntitySchema>;

export const jobRunSummarySchema = z.object({
  id: z.string(),
  run: z.string(),
  runNumber: z.number(),
  jobName: z.string(),
  /** Service it belongs to; null for pre and post services of the application settings. */
  service: z.string().nullable(),
  group: jobGroupSchema,
  /** The study or series of the run that it is about; null: all that the run is about. */
  entity: jobEntitySchema.nullable(),
  state: jobRunStateSchema,
  reason: reasonSchema.nullable(),
  channel: z.string(),
  /** Attempts begun. */
  attempts: z.number(),
  /** Job names it depends on by its definition. */
  dependsOn: z.array(z.string()),
  PatientID: z.string(),
  PatientName: z.string(),
  createdAt: z.number(),
  queuedAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  /** Last progress it told, 0 to 100. */
  percent: z.number().nullable(),
  /** While it waits to be tried again: when, and as which attempt of how many; else null. */
  retry: z.object({ at: z.number(), attempt: z.number(), of: z.number() }).nullable(),
});
export type JobRunSummary = z.infer<typeof jobRunSummarySchema>;

export const runDetailSchema = runSummarySchema.extend({
  /** The run's own folder; `data` in it is what jobs see as DATA. */
  folder: z.string(),
  dataFolder: z.string(),
  studies: z.array(
    z.object({
      id: z.string(),
      StudyDate: z.string(),
      StudyDescription: z.string(),
      seriesCount: z.number(),
    }),
  ),
  jobRuns: z.array(jobRunSummarySchema),
  /** Edges of the job graph by job run id. `needs`: `success` of the first, or only its `end`. */
  edges: z.array(z.object({ from: z.string(), to: z.string(), needs: z.enum(['success', 'end']) })),
  /** What was noticed while planning, beside the reasons of skipped job runs. */
  warnings: z.array(reasonSchema),
  /** What people cancelled and requeued, oldest first; the last 100. */
  interventions: z.array(interventionSchema),
  /** What was removed of its folder for its age or size. */
  removed: z.array(removedPartSchema),
  /** What the filters kept out; null where they were off. */
  filters: filterReportSchema.nullable(),
  /** Instances of the same patient, study or series that came later and were put aside. */
  putAsideCount: z.number(),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** An error of a job: type and message as Python tells them, or ours. */
const jobErrorSchema = z.object({ type: z.string(), message: z.string(), traceback: z.string().nullable() });

export const attemptSchema = z.object({
  number: z.number(),
  /** `interrupted`: the engine or runtime ended under it. */
  outcome: z.enum(['running', 'succeeded', 'failed', 'died', 'timed-out', 'cancelled', 'interrupted']),
  environment: z.string().nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  logBytes: z.number(),
  droppedLogBytes: z.number(),
  problem: z.string().nullable(),
  /** How it failed; null where it did not. */
  error: jobErrorSchema.nullable(),
  /** What it returned, where another attempt was wanted all the same; that of the last stands in the job run. */
  result: jsonValueSchema,
  resultIsRepr: z.boolean(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const resultFileSchema = z.object({
  /** Relative to the run's data folder, with `/`. */
  path: z.string(),
  size: z.number(),
  modifiedAt: z.number(),
});
export type ResultFile = z.infer<typeof resultFileSchema>;

export const jobRunDetailSchema = jobRunSummarySchema.extend({
  description: z.string(),
  worker: z.string(),
  callback: z.string(),
  priority: z.union([z.string(), z.number()]),
  sortPosition: z.number(),
  timeoutSeconds: z.number(),
  /** Null: never tried again. Pauses in seconds. */
  retries: jobDefinitionSchema.shape.retries,
  /** Whether it also runs when what it depends on did not succeed. */
  onDependencyFailure: z.enum(['skip', 'run']),
  /** Memory in bytes; null: not asked for. */
  resources: jobDefinitionSchema.shape.resources,
  params: jsonObjectSchema.nullable(),
  /** What its callback injected for the other jobs. */
  injected: jsonObjectSchema.nullable(),
  /** What the callback did; null where it was not asked. */
  callbackAnswer: z
    .object({
      kind: z.enum(['accepted', 'declined', 'failed']),
      durationMs: z.number(),
      output: z.string(),
      message: z.string().nullable(),
      traceback: z.string().nullable(),
    })
    .nullable(),
  attemptList: z.array(attemptSchema),
  /** Return value of the worker function; null until it succeeded. */
  result: jsonValueSchema,
  /** The return value was no JSON: `result` is its repr. */
  resultIsRepr: z.boolean(),
  error: jobErrorSchema.nullable(),
  progressMessage: z.string().nullable(),
  /** Files it left in the run's data folder. */
  files: z.array(resultFileSchema),
  dataFolder: z.string(),
});
export type JobRunDetail = z.infer<typeof jobRunDetailSchema>;

export const logLineSchema = z.object({
  at: z.number(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
});
/** A piece of output, in the order in which it came; `text` may hold several lines or a part of one. */
export type LogPiece = z.infer<typeof logLineSchema>;

export const runRoutes = {
  /** Those that are not planned yet, the one that is due first at the top; or the last 200 that were put aside. */
  'arrivals.list': {
    input: z.object({ application: z.string(), state: z.enum(['open', 'put-aside']).default('open') }),
    output: z.array(arrivalSchema),
  },
  /** Waits longer: the arrival stays open for so many seconds more than it would, and at least from now on. */
  'arrivals.extend': {
    input: z.object({
      application: z.string(),
      arrival: z.string(),
      seconds: z.number().int().min(1).max(864_000),
    }),
    output: arrivalSchema,
  },
  /**
   * Tells how many instances a study has, also before any of it has come: its arrival waits for them, and is complete
   * with the last of them. 0 takes it back. Answered with how many the archive has. No arrival of a series waits for it.
   */
  'arrivals.expect': {
    input: z.object({
      application: z.string(),
      StudyInstanceUID: z.string().regex(/^[0-9.]{1,64}$/, 'must be a UID'),
      count: z.number().int().min(0).max(999_999_999),
    }),
    output: z.object({ received: z.number() }),
  },
  /** Makes one arrival, also one that was put aside, or all that collect complete at once. Returns how many. */
  'arrivals.process_now': {
    input: z.object({ application: z.string(), arrival: z.string().optional() }),
    output: z.object({ count: z.number() }),
  },
  /** Processes a patient, study or series once more with everything the archive holds of it. */
  'arrivals.reprocess': {
    input: z.object({ application: z.string(), level: groupingSchema, key: z.string() }),
    output: arrivalSchema,
  },
  /** Newest first. */
  'runs.list': {
    input: z.object({ application: z.string(), ...runFilterSchema.shape, ...pageFields }),
    output: foundSchema(runSummarySchema.extend({ estimate: estimateSchema.nullable() })),
  },
  /** `run`: its identifier or its number. `estimate`: when it will be done; null where it is. */
  'runs.get': {
    input: z.object({ application: z.string(), run: z.string() }),
    output: runDetailSchema.extend({ estimate: estimateSchema.nullable() }),
  },
  /** Newest run first, in planning order within a run. `run`: only of that one, by its identifier or its number. */
  'job_runs.list': {
    input: z.object({
      application: z.string(),
      run: z.string().optional(),
      ...jobRunFilterSchema.shape,
      ...pageFields,
    }),
    output: foundSchema(jobRunSummarySchema),
  },
  /** `application` may be absent: ids are unique over all applications. */
  'job_runs.get': {
    input: z.object({ application: z.string().optional(), jobRun: z.string() }),
    output: jobRunDetailSchema.extend({
      application: z.string(),
      /** Why it waits at this moment; null where it does not. */
      waiting: waitingSchema.nullable(),
    }),
  },
  /** A stretch of an attempt's log from a byte offset; the last attempt when none is named. */
  'job_runs.log': {
    input: z.object({
      application: z.string(),
      jobRun: z.string(),
      attempt: z.number().int().min(1).optional(),
      offset: z.number().int().min(0).default(0),
      maxBytes: z.number().int().min(1024).max(1_048_576).default(262_144),
    }),
    output: z.object({
      attempt: z.number(),
      pieces: z.array(logLineSchema),
      /** Where to go on reading. */
      nextOffset: z.number(),
      /** Nothing follows `nextOffset` and nothing more will come. */
      complete: z.boolean(),
      droppedBytes: z.number(),
    }),
  },
  /** Absolute path of a result file or of the run's data folder, after checking that it lies inside. */
  'runs.locate_file': {
    input: z.object({ application: z.string(), run: z.string(), path: z.string().max(4000).default('') }),
    output: z.object({ path: z.string() }),
  },
};
