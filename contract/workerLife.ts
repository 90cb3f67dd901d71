import { z } from 'zod';
import { findingSchema } from './findings.ts';
import { fileChangeSchema } from './serviceLife.ts';
import { serviceSourceSchema } from './services.ts';
import { taskSchema } from './tasks.ts';
import { workerSummarySchema } from './workers.ts';

export const workerVersionSchema = z.object({
  /** Counts up with every installation of the worker. */
  number: z.number(),
  /** Folder or address that it was installed from. */
  origin: z.string(),
  installedAt: z.number(),
  /** It is the one in place. */
  isInstalled: z.boolean(),
});
/** A state of a worker's folder. */
export type WorkerVersion = z.infer<typeof workerVersionSchema>;

export const workerComparisonSchema = z.object({
  isSame: z.boolean(),
  files: z.array(fileChangeSchema),
  /** Changed files that are not in `files`, because there are very many. */
  filesLeftOut: z.number(),
  /** Of what would be installed; errors keep it from being. */
  findings: z.array(findingSchema),
});
export type WorkerComparison = z.infer<typeof workerComparisonSchema>;

const one = { application: z.string(), worker: z.string().max(300) };
const number = z.number().int().min(1);

/** What becomes of installed workers; a newer folder is put in place by `workers.install` with `replace`. */
export const workerLifeRoutes = {
  /** Newest first; those that were replaced are kept, the last ten. */
  'workers.versions': { input: z.object(one), output: z.array(workerVersionSchema) },
  /** What would change if a folder, or an earlier version, took the place of the installed one. */
  'workers.compare': {
    input: z.object({ ...one, with: z.union([serviceSourceSchema, z.object({ number })]) }),
    output: workerComparisonSchema,
  },
  /** Puts an earlier version in place, as a new one; the one before this where `number` is absent. */
  'workers.roll_back': {
    input: z.object({ ...one, number: number.optional(), build: z.boolean().default(true) }),
    output: z.object({
      worker: workerSummarySchema,
      from: z.number(),
      to: z.number(),
      task: taskSchema.nullable(),
    }),
  },
  /** Its containers run, and its channels are served. */
  'workers.enable': { input: z.object(one), output: workerSummarySchema },
  /** Nothing serves its channels until it is enabled; its containers end once the jobs in them have. */
  'workers.disable': { input: z.object(one), output: workerSummarySchema },
};
