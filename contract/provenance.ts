import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';
import { attemptSchema } from './runs.ts';
import { jobRunStateSchema } from './states.ts';

/** What a Python environment is made of, as it says itself. */
export const environmentLockSchema = z.object({
  /** E.g. `3.11.7`. */
  python: z.string(),
  /** E.g. `CPython`. */
  implementation: z.string(),
  executable: z.string(),
  /** Operating system with its version. */
  platform: z.string(),
  machine: z.string(),
  /** Who told of the packages; null where Python has nothing that knows (before 3.8 without setuptools). */
  source: z.string().nullable(),
  /** What jobs can import beside the standard library, sorted by name. */
  packages: z.array(z.object({ name: z.string(), version: z.string() })),
});
export type EnvironmentLock = z.infer<typeof environmentLockSchema>;

const inputSeriesSchema = z.object({
  StudyInstanceUID: z.string(),
  SeriesInstanceUID: z.string(),
  /** `contentHash`: SHA-256 over the data set, as the archive had it when the run was planned. */
  instances: z.array(z.object({ SOPInstanceUID: z.string(), contentHash: z.string() })),
});
export type InputSeries = z.infer<typeof inputSeriesSchema>;

/** Where the result of a job run comes from; recorded when it ended. */
export const provenanceCardSchema = z.object({
  jobRun: z.string(),
  run: z.string(),
  runNumber: z.number(),
  jobName: z.string(),
  /** The attempt that it is about: the last one, where no other was asked for. */
  attempt: z.number(),
  /** Attempts that have a card: the last, and each one before it after which a person wanted another. */
  cards: z.array(z.number()),
  /** State that the job run had after the attempt. */
  state: jobRunStateSchema,
  code: z.object({
    /** Null for pre and post services of the application settings. */
    service: z.string().nullable(),
    worker: z.string(),
    /** SHA-256 over the service's files as they were when the job began; null where it could not be told. */
    version: z.string().nullable(),
    /** The same as it was installed when the run was planned. */
    plannedVersion: z.string().nullable(),
    /** Its files are kept, so that it can run again. */
    kept: z.boolean(),
    /** Number of that version, see `services.versions`, and where it came from; null where it is not in the list. */
    number: z.number().nullable(),
    origin: z.string().nullable(),
  }),
  environment: z.object({
    name: z.string(),
    /** `local`, `docker` or `rq`. */
    runtime: z.string(),
    /** SHA-256 over the lock. */
    hash: z.string().nullable(),
    lock: environmentLockSchema.nullable(),
  }),
  params: jsonObjectSchema.nullable(),
  /** What callbacks injected, by job name, as the worker function got it. */
  injected: jsonObjectSchema,
  input: z.object({
    /** SHA-256 over UIDs and hashes of all instances; null where the input was not recorded. */
    hash: z.string().nullable(),
    instanceCount: z.number(),
    series: z.array(inputSeriesSchema),
  }),
  plannedAt: z.number(),
  queuedAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  attempts: z.array(
    attemptSchema.pick({
      number: true,
      outcome: true,
      environment: true,
      startedAt: true,
      finishedAt: true,
      problem: true,
    }),
  ),
  /** Name of the machine that the engine ran on. */
  machine: z.string(),
  /** DCM Processor's. */
  productVersion: z.string(),
  /** What could not be found out, and why. */
  problems: z.array(z.string()),
});
export type ProvenanceCard = z.infer<typeof provenanceCardSchema>;

export const provenanceRoutes = {
  /** `application` may be absent: ids are unique over all applications. */
  'provenance.get': {
    input: z.object({
      application: z.string().optional(),
      jobRun: z.string(),
      /** Number of the attempt; the last one when absent. */
      attempt: z.number().int().min(1).optional(),
    }),
    output: provenanceCardSchema,
  },
};
