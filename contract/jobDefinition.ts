import { z } from 'zod';
import { groupingSchema } from './applications.ts';
import { onDependencyFailureSchema, resourcesSchema, retriesSchema } from './jobRules.ts';

/** A dotted Python name with at least one dot, e.g. `segmentation.main.worker`. */
const functionName = z
  .string('must be a full function name such as "myservice.worker"')
  .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/, 'must be a full function name such as "myservice.worker"');

/**
 * One entry of a service's `registry/settings.json` (original README, "Service entry in the registry"). Unknown
 * fields are kept out but never refused, so that services written for other generations install unchanged.
 */
export const jobDefinitionSchema = z.object({
  /** Unique among all jobs of the application. */
  jobName: z
    .string('must be a text')
    .trim()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters'),
  /** Full name of the function that does the work, e.g. `segmentation.worker`. */
  worker: functionName,
  /** Full name of the function that decides whether the job is wanted, e.g. `segmentation.callback`. */
  callback: functionName,
  /** Names of jobs that must succeed before this one runs. */
  dependsOn: z
    .union([z.string(), z.array(z.string())], { error: 'must be the name of a job, or a list of names' })
    .nullish()
    .transform((value) => (value == null || value === '' ? [] : typeof value === 'string' ? [value] : value)),
  /** Finds the environment that runs the job. */
  channel: z
    .string('must be a text')
    .trim()
    .min(1, 'must not be empty')
    .nullish()
    .transform((value) => value ?? 'default'),
  /** `default`, `medium`, `low` or a number; greater numbers run first. */
  priority: z
    .union([z.string(), z.number()], { error: 'must be "default", "medium", "low" or a number' })
    .nullish()
    .transform((value) => value ?? 'default'),
  /** Seconds, or text such as `90`, `30m`, `2h30m`, `1d`; one hour when absent. */
  timeout: z
    .union([z.string(), z.number()], { error: 'must be a span of time such as 90, "30m" or "2h30m"' })
    .nullish(),
  /** How often a job that failed is tried again; null: never. */
  retries: retriesSchema,
  /** `run`: also when what it depends on did not succeed. Null: `run` for post services, else `skip`. */
  onDependencyFailure: onDependencyFailureSchema,
  /** Cores, memory and graphics cards that it needs. */
  resources: resourcesSchema,
  /** Handed to callback and worker; null where the entry has none. */
  params: z
    .record(z.string(), z.json(), { error: 'must be an object' })
    .nullish()
    .transform((value) => value ?? null),
  /** Smaller numbers are asked and queued first; 999 in services, 1 in pre and post services when absent. */
  sortPosition: z.number('must be a number').nullish(),
  /**
   * `study` or `series`: asked and run once for each of the arrival, in place of once for all of it; null: the
   * application's grouping.
   */
  grouping: z
    .enum(groupingSchema.options, 'must be "patient", "study" or "series"')
    .nullish()
    .transform((value) => value ?? null),
  /** A disabled job is not asked; the run says so. */
  disabled: z
    .boolean('must be true or false')
    .nullish()
    .transform((value) => value ?? false),
  description: z
    .string('must be a text')
    .nullish()
    .transform((value) => value ?? ''),
});

export type JobDefinition = z.infer<typeof jobDefinitionSchema>;

/** The three groups of planning: pre jobs before all services, post jobs after all of them. */
export const jobGroupSchema = z.enum(['pre', 'registry', 'post']);
export type JobGroup = z.infer<typeof jobGroupSchema>;
