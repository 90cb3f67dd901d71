import { z } from 'zod';
import { jobGroupSchema } from './jobDefinition.ts';

/** A job definition in the flow of an application: what is on its way through it, and what came of it. */
export const flowJobSchema = z.object({
  jobName: z.string(),
  /** Null for jobs before and after all services. */
  service: z.string().nullable(),
  group: jobGroupSchema,
  dependsOn: z.array(z.string()),
  /** False where it is not installed any more, and only its job runs are left. */
  isInstalled: z.boolean(),
  isDisabled: z.boolean(),
  waiting: z.number(),
  queued: z.number(),
  running: z.number(),
  /** Ended since the beginning of the day. */
  succeeded: z.number(),
  /** Those that timed out among them. */
  failed: z.number(),
  /** Duration of the last ones that succeeded, in milliseconds; null where none did. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type FlowJob = z.infer<typeof flowJobSchema>;

/** What happened in one hour. */
export const flowHourSchema = z.object({
  /** Its beginning, in ms since the epoch. */
  at: z.number(),
  /** Patients, studies or series that became runs. */
  runs: z.number(),
  succeeded: z.number(),
  failed: z.number(),
});
export type FlowHour = z.infer<typeof flowHourSchema>;

export const flowSchema = z.object({
  /** Beginning of the day that is counted, in ms since the epoch: midnight of the engine's machine. */
  since: z.number(),
  arrivals: z.object({ collecting: z.number(), complete: z.number(), putAside: z.number() }),
  jobs: z.array(flowJobSchema),
  /** Runs whose jobs have ended and whose end is still being done. */
  delivering: z.number(),
  /** Tasks that send to peers at this moment. */
  sending: z.number(),
  /** Runs that began today, and those that ended. */
  runs: z.number(),
  runsEnded: z.number(),
  /** The last 24 hours, oldest first, without gaps. */
  hours: z.array(flowHourSchema),
});
/** What flows through an application: from what arrives to what came of it. */
export type Flow = z.infer<typeof flowSchema>;

/** More on a job of the flow, for who points at it. */
export const flowJobDetailSchema = z.object({
  /** When the oldest of its job runs that wait or are queued was planned, in ms since the epoch; null: none. */
  oldestAt: z.number().nullable(),
  /** The last that failed or timed out, newest first. */
  problems: z.array(
    z.object({
      run: z.string(),
      jobRun: z.string(),
      at: z.number(),
      state: z.enum(['failed', 'timed-out']),
      message: z.string(),
    }),
  ),
});
export type FlowJobDetail = z.infer<typeof flowJobDetailSchema>;

export const flowRoutes = {
  'flow.job': {
    input: z.object({ application: z.string(), jobName: z.string().max(200) }),
    output: flowJobDetailSchema,
  },
  'flow.get': { input: z.object({ application: z.string() }), output: flowSchema },
};
