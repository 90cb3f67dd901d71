import { z } from 'zod';
import { attemptSchema } from '../runs.ts';
import { jobRunStateSchema, runStateSchema } from '../states.ts';

/** A job run as its run's timeline needs it. Times in ms since the epoch, here and below. */
const timelineJobSchema = z.object({
  id: z.string(),
  jobName: z.string(),
  /** The study or series it is about, for people; null: all that the run is about. */
  entity: z.string().nullable(),
  service: z.string().nullable(),
  state: jobRunStateSchema,
  createdAt: z.number(),
  /** When it came into the queue last. */
  queuedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  /** When it is tried again, while it waits for that; else null. */
  retryAt: z.number().nullable(),
  /** Oldest first. */
  attempts: z.array(attemptSchema.pick({ number: true, outcome: true, startedAt: true, finishedAt: true })),
});
export type TimelineJob = z.infer<typeof timelineJobSchema>;

/** What must end before what may begin, by job run ids. */
const timelineEdgeSchema = z.object({ from: z.string(), to: z.string() });
export type TimelineEdge = z.infer<typeof timelineEdgeSchema>;

/** When what of a run happened: from its first image to the last attempt of its last job. */
const timelineSchema = z.object({
  run: z.string(),
  number: z.number(),
  state: runStateSchema,
  /** When the first and the last of its images came. */
  firstInstanceAt: z.number(),
  lastInstanceAt: z.number(),
  /** When it was complete; null where nobody wrote that down. */
  completedAt: z.number().nullable(),
  /** When it was planned: from then on its jobs wait. */
  plannedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** In planning order. */
  jobs: z.array(timelineJobSchema),
  edges: z.array(timelineEdgeSchema),
});
export type Timeline = z.infer<typeof timelineSchema>;

export const timelineRoutes = {
  /** When what of a run happened; `run`: its identifier or its number. @throws `not-found` */
  'runs.timeline': {
    input: z.object({ application: z.string(), run: z.string() }),
    output: timelineSchema,
  },
};
