import { z } from 'zod';
import { onDependencyFailureSchema, resourcesSchema, retriesSchema } from './jobRules.ts';
import { jsonObjectSchema } from './json.ts';
import { secondsInSpan } from './spanOfTime.ts';

const priorityWords: ReadonlySet<string> = new Set(['default', 'medium', 'low']);

/** `default`, `medium`, `low` or a number. */
const prioritySchema = z
  .union([z.string().trim().toLowerCase(), z.number()], {
    error: 'must be "default", "medium", "low" or a number',
  })
  .refine(
    (value) => typeof value === 'number' || priorityWords.has(value) || /^[+-]?\d+(\.\d+)?$/.test(value),
    'must be "default", "medium", "low" or a number',
  );

/** Seconds, or a text such as `90`, `30m`, `2h30m`; null: one hour. */
const timeoutSchema = z
  .union([z.string().trim(), z.number()], { error: 'must be a span of time such as 90, "30m" or "2h30m"' })
  .refine((value) => {
    const milliseconds = Math.ceil(secondsInSpan(value) * 1000);
    return milliseconds > 0 && Number.isSafeInteger(milliseconds);
  }, 'must be a span of time such as 90, "30m" or "2h30m"')
  .nullable();

/**
 * What can be changed of a job without touching the settings.json of its service. A field that is there takes the
 * place of the one in settings.json; null stands for a field that settings.json does not have.
 */
export const jobChangesSchema = z
  .strictObject({
    params: jsonObjectSchema.nullable(),
    priority: prioritySchema,
    timeout: timeoutSchema,
    channel: z.string().trim().min(1, 'must not be empty').max(200),
    sortPosition: z.number('must be a number').nullable(),
    disabled: z.boolean('must be true or false'),
    retries: retriesSchema,
    resources: resourcesSchema,
    onDependencyFailure: onDependencyFailureSchema,
  })
  .partial();
export type JobChanges = z.infer<typeof jobChangesSchema>;

/** Fields of a job that can be changed here. */
export const jobOptionFieldSchema = z.enum([
  'params',
  'priority',
  'timeout',
  'channel',
  'sortPosition',
  'disabled',
  'retries',
  'resources',
  'onDependencyFailure',
]);
export type JobOptionField = z.infer<typeof jobOptionFieldSchema>;
