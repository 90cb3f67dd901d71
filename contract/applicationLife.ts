import { z } from 'zod';
import { taskSchema } from './tasks.ts';

/** Where an application is between stopped and running. */
export const applicationLifeSchema = z.object({
  /**
   * - `stopped`: doors are closed, nothing is planned and no job begins; everything can be read
   * - `starting`: containers are brought up
   * - `running`
   * - `stopping`: jobs end, then containers
   * - `failed`: it is to run and cannot, see `reason`; what can be tried again by itself is
   */
  state: z.enum(['stopped', 'starting', 'running', 'stopping', 'failed']),
  /** Why it failed, what it waits for, or what a running one lacks. */
  reason: z.string().nullable(),
  /** What to do about the reason. */
  advice: z.string().nullable(),
  /** When the state became so, in ms since the epoch. */
  since: z.number(),
});
export type ApplicationLife = z.infer<typeof applicationLifeSchema>;

const application = z.string();

/** What becomes of running jobs when an application is stopped. */
const jobsAtStop = z.enum(['wait', 'interrupt']).default('interrupt');

export const applicationLifeRoutes = {
  /** Resolves when it runs or has failed to; one that runs already is left as it is. */
  'applications.start': { input: z.object({ application }), output: applicationLifeSchema },
  /**
   * Resolves when it has stopped. `wait`: no job begins any more, and those that run may end; a second call with
   * `interrupt` ends the wait. `interrupt`: they are ended and queued again. It stays stopped until it is started.
   */
  'applications.stop': {
    input: z.object({ application, jobs: jobsAtStop }),
    output: applicationLifeSchema,
  },
  /** Stops and starts it; containers are made anew. */
  'applications.restart': {
    input: z.object({ application, jobs: jobsAtStop }),
    output: applicationLifeSchema,
  },
};

/** What makes an application ready, and what ends it. */
export const applicationSetupRoutes = {
  /**
   * Prepares all that `start` needs, as a task of kind `init`: folders, the images of components and workers. Can be
   * repeated; what is there is left as it is.
   */
  'applications.init': {
    input: z.object({
      application,
      /** Images that are pulled are looked up again, and workers are built although they are built. */
      refresh: z.boolean().default(false),
    }),
    output: taskSchema,
  },
  /** Stops the application and removes it from the data home, with its containers and network. */
  'applications.remove': {
    input: z.object({
      application,
      /** The application folder stays, and can be taken in again with `applications.create`. */
      keepData: z.boolean(),
      /** Images that were built for it stay. */
      keepImages: z.boolean(),
      /** Absolute path of the file into which it is backed up first, with all that it has; see `applications.backup`. */
      backup: z.string().min(1).max(4000).nullable(),
      /** Passwords, tokens and keys go into the backup as well. */
      includeSecrets: z.boolean().default(false),
    }),
    output: z.object({
      /** The application folder, where it was kept. */
      folder: z.string().nullable(),
      backup: z.string().nullable(),
      /** What could not be removed, and why: one sentence each. */
      left: z.array(z.string()),
    }),
  },
  /** A docker-compose.yml with which the application's containers run without DCM Processor. */
  'export.compose': {
    input: z.object({ application }),
    output: z.object({
      /** YAML. */
      text: z.string(),
      /** What a person must know before using it: one sentence each. */
      notes: z.array(z.string()),
    }),
  },
};
