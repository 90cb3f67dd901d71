import { z } from 'zod';

/**
 * What takes space:
 * - `archive`: original images; `quarantine`: what could not be taken
 * - `inputs`, `results`, `logs`: of runs: copies of images, files that jobs wrote, what they printed
 * - `trials`: scratch runs, golden cases, opened jobs
 * - `services`, `workers`: installed code with its versions and builds
 * - `components`: what an Orthanc beside the application keeps
 * - `database`: the history; `backups`: copies of it
 * - `containers`: logs of containers and what else the application keeps for itself
 * - `images`: of Docker, for its workers
 */
export const diskPartSchema = z.enum([
  'archive',
  'quarantine',
  'inputs',
  'results',
  'logs',
  'trials',
  'services',
  'workers',
  'components',
  'database',
  'backups',
  'containers',
  'images',
]);
export type DiskPart = z.infer<typeof diskPartSchema>;

const diskSpaceSchema = z.object({ freeBytes: z.number(), totalBytes: z.number() });

export const diskUseSchema = z.object({
  /** When it was measured. */
  at: z.number(),
  /** Those that take something, in the order above. */
  parts: z.array(
    z.object({
      part: diskPartSchema,
      bytes: z.number(),
      /** There are so many files that measuring was ended before it was through. */
      isAtLeast: z.boolean(),
      /** How much it grew in a week, by what was measured before; null where that is not known yet. */
      bytesPerWeek: z.number().nullable(),
    }),
  ),
  /** All of it. Where the file system shares blocks between copies, less is taken. */
  bytes: z.number(),
  /** Of the disk of the archive; null where it does not tell. */
  disk: diskSpaceSchema.nullable(),
});
/** What an application takes on the disk. */
export type DiskUse = z.infer<typeof diskUseSchema>;

const refresh = z.boolean().default(false);

export const diskRoutes = {
  /** What an application takes; measured beside everything else, and kept for some minutes unless `refresh`. */
  'disk.use': { input: z.object({ application: z.string(), refresh }), output: diskUseSchema },
  /** The same of all applications of this machine that are open, and the disk of the data home. */
  'disk.machine': {
    input: z.object({ refresh }),
    output: z.object({
      applications: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          /** Null where it could not be measured; `bytes` is without it. */
          use: diskUseSchema.nullable(),
        }),
      ),
      bytes: z.number(),
      disk: diskSpaceSchema.nullable(),
    }),
  },
};
