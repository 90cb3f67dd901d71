import { z } from 'zod';

/** A job laid out for a person: a folder with its input, and how to start its Python there. */
export const workbenchSchema = z.object({
  application: z.string(),
  jobRun: z.string(),
  folder: z.string(),
  /** A copy of what the job had when it began; nothing done in it changes the record. */
  dataFolder: z.string(),
  interpreter: z.string(),
  /** Programs with their arguments, each as one list. */
  commands: z.object({
    shell: z.array(z.string()).min(1),
    debug: z.array(z.string()).min(1),
    run: z.array(z.string()).min(1),
  }),
  /** Environment variables that the job sees beside those of the machine. */
  variables: z.record(z.string(), z.string()),
  /** What is not as it was then, one sentence each. */
  differences: z.array(z.string()),
});
export type Workbench = z.infer<typeof workbenchSchema>;

export const workbenchRoutes = {
  /** Lays a job run out for a person; `fresh`: anew, although its folder is there already. */
  'workbench.open': {
    input: z.object({
      application: z.string().optional(),
      jobRun: z.string().min(1).max(200),
      fresh: z.boolean().default(false),
    }),
    output: workbenchSchema,
  },
  /** Removes the folder of a job run that was laid out. */
  'workbench.remove': {
    input: z.object({ application: z.string().optional(), jobRun: z.string().min(1).max(200) }),
    output: z.object({}),
  },
};
