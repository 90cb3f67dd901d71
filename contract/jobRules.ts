import { z } from 'zod';
import { secondsInSpan } from './spanOfTime.ts';

/** The longest pause before a job is tried again, in seconds; back-off stops growing there. */
export const longestRetryDelay = 86_400;

/** Ends of an attempt after which a job may be tried again: it raised, its process died, it took too long. */
const retriedEndSchema = z.enum(['failed', 'died', 'timed-out']);

const delaySchema = z
  .union([z.string(), z.number()], { error: 'must be a span of time such as 30, "30s" or "5m"' })
  .transform((value, context) => {
    const seconds = secondsInSpan(value);
    if (seconds >= 0 && seconds <= longestRetryDelay) return seconds;
    context.issues.push({
      code: 'custom',
      message: 'must be a span of time from 0 to one day, such as 30, "30s" or "5m"',
      input: value,
    });
    return z.NEVER;
  });

/**
 * How often a job is tried again, and when: a number of times, or an object. Null where it is never tried again.
 * What comes out goes in again.
 */
export const retriesSchema = z.preprocess(
  (value) => (typeof value === 'number' ? { times: value } : value),
  z
    .object(
      {
        /** Further attempts after the first. */
        times: z
          .number('must be a whole number from 0 to 100')
          .int('must be a whole number from 0 to 100')
          .min(0, 'must be a whole number from 0 to 100')
          .max(100, 'must be a whole number from 0 to 100'),
        /** Pause before the first further attempt, in seconds; 30 when absent. */
        delay: delaySchema.nullish().transform((seconds) => seconds ?? 30),
        /** By how much each pause is longer than the one before; 2 when absent. */
        backoff: z
          .number('must be a number from 1 to 10')
          .min(1, 'must be a number from 1 to 10')
          .max(10, 'must be a number from 1 to 10')
          .nullish()
          .transform((factor) => factor ?? 2),
        /** After which ends; all three when absent. */
        on: z
          .array(z.enum(retriedEndSchema.options, 'must be "failed", "died" or "timed-out"'), {
            error: 'must be a list of "failed", "died" and "timed-out"',
          })
          .nullish()
          .transform((ends) => ends ?? [...retriedEndSchema.options]),
      },
      { error: 'must be a number of times, or an object with "times"' },
    )
    .nullish()
    .transform((retries) => (retries == null || retries.times === 0 ? null : retries)),
);

/** What becomes of a job when a job that it names in `dependsOn` does not succeed: it is skipped, or runs all the same. */
export const onDependencyFailureSchema = z
  .enum(['skip', 'run'], 'must be "skip" or "run"')
  .nullish()
  .transform((value) => value ?? null);

const unitsOfMemory: Record<string, number> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};
/** Python itself does not start below this, in bytes. */
const smallestMemory = 64 * 1024 ** 2;

/** Bytes in a text such as `4G`, `512 MB`, `1.5 GiB`; NaN where it is none. */
function bytesIn(text: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/.exec(text.trim().toLowerCase());
  return found === null
    ? Number.NaN
    : Math.round(Number(found[1]) * (unitsOfMemory[found[2] ?? ''] ?? Number.NaN));
}

const memorySchema = z
  .union([z.string(), z.number()], { error: 'must be bytes as a number, or a text such as "4G" or "512M"' })
  .transform((value, context) => {
    const bytes = typeof value === 'number' ? value : bytesIn(value);
    if (Number.isSafeInteger(bytes) && bytes >= smallestMemory) return bytes;
    context.issues.push({
      code: 'custom',
      message: 'must be at least 64 MB, as bytes or as a text such as "4G" or "512M"',
      input: value,
    });
    return z.NEVER;
  });

/** What a job needs of the machine. What comes out goes in again. */
export const resourcesSchema = z
  .object(
    {
      /** Processor cores; so many jobs fewer run beside it. Null: one, and libraries use as many threads as they like. */
      cpu: z
        .number('must be a number of cores from 1 to 1024')
        .min(1, 'must be a number of cores from 1 to 1024')
        .max(1024, 'must be a number of cores from 1 to 1024')
        .nullish()
        .transform((cores) => (cores == null ? null : Math.ceil(cores))),
      /** The most memory that each of its processes may ask for, in bytes; null: no limit. */
      memory: memorySchema.nullish().transform((bytes) => bytes ?? null),
      /** Graphics cards that it has for itself; 0: it sees none; null: as the machine is. */
      gpu: z
        .number('must be a whole number from 0 to 64')
        .int('must be a whole number from 0 to 64')
        .min(0, 'must be a whole number from 0 to 64')
        .max(64, 'must be a whole number from 0 to 64')
        .nullish()
        .transform((count) => count ?? null),
    },
    { error: 'must be an object with "cpu", "memory" and "gpu"' },
  )
  .nullish()
  .transform((resources) => resources ?? { cpu: null, memory: null, gpu: null });
export type Resources = z.infer<typeof resourcesSchema>;
