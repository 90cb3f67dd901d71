import { z } from 'zod';
import { askedFromSchema } from './asked.ts';
import { jobRunFilterSchema, runFilterSchema } from './historyFilters.ts';
import { arrivalSchema } from './runs.ts';
import { jobRunStateSchema } from './states.ts';

/** So many are named one by one at most; more are meant by a filter. */
export const mostNamed = 10_000;

const ids = z.array(z.string().min(1).max(100)).min(1).max(mostNamed);

/** Which job runs are meant: those for which everything holds that is given. At least one thing must be given. */
export const jobRunChoiceSchema = z
  .object({
    jobRuns: ids.optional(),
    /** By their identifiers or numbers. */
    runs: ids.optional(),
    /** Name of a service. */
    service: z.string().min(1).max(200).optional(),
    jobName: z.string().min(1).max(200).optional(),
    states: z.array(jobRunStateSchema).min(1).optional(),
    /** All that such a list of job runs shows. */
    found: jobRunFilterSchema.optional(),
    /** Those of all runs that such a list shows. */
    foundRuns: runFilterSchema.optional(),
  })
  .refine((choice) => Object.values(choice).some((value) => value !== undefined), {
    message: 'name job runs, runs, a service, a job name, states or a filter',
  })
  .refine(({ found, foundRuns }) => found === undefined || foundRuns === undefined, {
    message: 'give one filter: of job runs or of runs',
  });
export type JobRunChoice = z.infer<typeof jobRunChoiceSchema>;

const askFields = {
  application: z.string(),
  choice: jobRunChoiceSchema,
  from: askedFromSchema.default('program'),
};

/** What became of a cancel; decided once and recorded, so that it holds after a restart as well. */
export const cancelledSchema = z.object({
  /** Job runs that waited or were queued: they have ended as `cancelled`. */
  cancelled: z.number(),
  /** Job runs that were running: all their processes are being ended, then they are `cancelled`. */
  ending: z.number(),
  /** Dependents that were skipped for it. */
  skipped: z.number(),
  /** Job runs named by their id that had ended before and stay as they are. */
  alreadyEnded: z.number(),
  /** Clean-up jobs that are left to run when everything before them has ended. */
  cleanUp: z.number(),
  /** Runs of which something was cancelled. */
  runs: z.number(),
});
export type Cancelled = z.infer<typeof cancelledSchema>;

/** A job run that could not be requeued. */
const refusalSchema = z.object({
  jobRun: z.string(),
  jobName: z.string(),
  run: z.string(),
  /** Why, and what to do: one or two sentences. */
  message: z.string(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What became of a requeue. */
export const requeuedSchema = z.object({
  /** Chosen job runs that get another attempt. */
  requeued: z.number(),
  /** Others that get one with them: they were skipped for one of these, or lie below them where that was wanted. */
  alongside: z.number(),
  /** Chosen job runs that cannot be requeued. */
  refused: z.number(),
  /** The first 50 of these with the reason. */
  refusals: z.array(refusalSchema),
  /** What may be missing for the new attempts, such as deleted files; the first 50. */
  notes: z.array(z.string()),
  /** Runs that go on again. */
  runs: z.number(),
  /** Identifiers of the first 1000 of these. */
  runIds: z.array(z.string()),
});
export type Requeued = z.infer<typeof requeuedSchema>;
/** Before the first is requeued. */
export const noneRequeued: Requeued = {
  requeued: 0,
  alongside: 0,
  refused: 0,
  refusals: [],
  notes: [],
  runs: 0,
  runIds: [],
};

/** Since when something is paused. */
const pauseSchema = z.object({ since: z.number(), from: askedFromSchema });
export type Pause = z.infer<typeof pauseSchema>;

const channelSchema = z.object({
  channel: z.string(),
  queued: z.number(),
  running: z.number(),
  /** Null where it goes on; the pause of the whole application stands apart. */
  paused: pauseSchema.nullable(),
  /** Environment that serves it; null where there is none at the moment. */
  environment: z.string().nullable(),
});

export const channelsSchema = z.object({
  /** The pause of the whole application, or null. */
  paused: pauseSchema.nullable(),
  /** Those that have open jobs, are paused, or are named by an environment or an installed service. */
  channels: z.array(channelSchema),
});
export type Channels = z.infer<typeof channelsSchema>;

const channelInput = z.object({
  application: z.string(),
  /** The whole application where it is absent. */
  channel: z.string().min(1).max(200).optional(),
  from: askedFromSchema.default('program'),
});

export const controlRoutes = {
  /**
   * Ends job runs. Clean-up jobs that only wait for the end of others still run, unless they are named by their id or
   * `withCleanUp` is set.
   */
  'job_runs.cancel': {
    input: z.object({ ...askFields, withCleanUp: z.boolean().default(false) }),
    output: cancelledSchema,
  },
  /**
   * Gives job runs another attempt. Without states, in the filter of a list either, and ids of job runs, those that
   * failed, timed out or were cancelled. What was skipped for one of them goes with it.
   */
  'job_runs.requeue': {
    input: z.object({
      ...askFields,
      /** Also everything that depends on them, whatever became of it. */
      below: z.boolean().default(false),
    }),
    output: requeuedSchema,
  },
  /** Puts aside what waits for planning or is being planned; it is archived, and processed when somebody says so. */
  'arrivals.cancel': {
    input: z.object({ application: z.string(), arrival: z.string(), from: askFields.from }),
    output: arrivalSchema,
  },
  /** Channels with what is queued and running in them, and what is paused. */
  'channels.list': { input: z.object({ application: z.string() }), output: channelsSchema },
  /** Nothing more is started until `channels.resume`, restarts included; what is running goes on. */
  'channels.pause': { input: channelInput, output: channelsSchema },
  'channels.resume': { input: channelInput, output: channelsSchema },
};
