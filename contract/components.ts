import { z } from 'zod';
import { orthancOptionsSchema } from './dockerOptions.ts';

export const componentNameSchema = z.enum(['orthanc', 'redis']);
/** What can run beside an application; `redis` has its place only. */
export type ComponentName = z.infer<typeof componentNameSchema>;

export const componentSchema = z.object({
  component: componentNameSchema,
  /**
   * - `stopped`: its application is, or it is being stopped
   * - `starting`: its image is fetched, or it does not answer yet
   * - `running`: it answers
   * - `failed`: see `problem`; it is tried again by itself
   */
  state: z.enum(['stopped', 'starting', 'running', 'failed']),
  problem: z.string().nullable(),
  advice: z.string().nullable(),
  details: z.string().nullable(),
  /** Name of its container. */
  container: z.string(),
  /** Image that is used; null while there is none. */
  image: z.string().nullable(),
  /** As it names itself, such as `1.12.0`; null while it does not answer. */
  version: z.string().nullable(),
  /** Where it answers on this machine; null while it does not run. */
  url: z.string().nullable(),
  /** `127.0.0.1:4242`; null where it takes no DICOM from outside of its network. */
  dicomAddress: z.string().nullable(),
  /** What is stored in it. */
  stored: z.object({ instances: z.number(), bytes: z.number() }).nullable(),
  /** What goes from the application to it, and back. */
  exchange: z
    .object({
      /** Instances of the archive that it has not got yet. */
      waiting: z.number(),
      /** Instances that it has got. */
      sent: z.number(),
      /** Instances that it refuses, with the reason of the last one; they are not tried again by themselves. */
      refused: z.number(),
      lastProblem: z.string().nullable(),
      /** When the last one was sent, in ms since the epoch. */
      lastSentAt: z.number().nullable(),
      /** Instances that jobs stored in it and that were taken into the archive. */
      takenBack: z.number(),
    })
    .nullable(),
});
/** A component of an application as it is now. */
export type Component = z.infer<typeof componentSchema>;

const one = { application: z.string(), component: z.literal('orthanc') };

export const componentRoutes = {
  'components.list': { input: z.object({ application: z.string() }), output: z.array(componentSchema) },
  /** Adds a component, or changes its options; in a running application it is brought up at once. */
  'components.set': {
    input: z.object({ ...one, options: orthancOptionsSchema.partial().default({}) }),
    output: z.array(componentSchema),
  },
  /** Removes its container; with `keepData` false what it has stored as well. */
  'components.remove': {
    input: z.object({ ...one, keepData: z.boolean() }),
    output: z.array(componentSchema),
  },
  /** How a person logs in to it. */
  'components.access': {
    input: z.object(one),
    output: z.object({
      url: z.string().nullable(),
      username: z.string(),
      password: z.string(),
      /** Owner-only file that keeps them. */
      file: z.string(),
    }),
  },
  /** Instances that it refused are tried again. */
  'components.retry': { input: z.object(one), output: z.object({ count: z.number() }) },
};
