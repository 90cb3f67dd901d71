import { z } from 'zod';
import {
  exampleNameSchema,
  jsonObjectSchema,
  triggerSchema,
  type JsonObject,
  type RouteInput,
  type ServiceExample,
  type Trigger,
} from '../../../contract/index.ts';

/** A new service as its wizard holds it. An empty text stands for what the example has. */
export const serviceValuesSchema = z.object({
  example: exampleNameSchema,
  name: z.string(),
  path: z.string(),
  description: z.string(),
  job: z.object({
    grouping: z.enum(['', 'patient', 'study', 'series']),
    channel: z.string(),
    dependsOn: z.array(z.string()),
    timeout: z.string(),
    /** As JSON. */
    params: z.string(),
  }),
  /** Null: the example's. */
  trigger: triggerSchema.nullable(),
  install: z.enum(['link', 'copy', 'no']),
});
export type ServiceValues = z.infer<typeof serviceValuesSchema>;

export const emptyService: ServiceValues = {
  example: 'empty',
  name: '',
  path: '',
  description: '',
  job: { grouping: '', channel: '', dependsOn: [], timeout: '', params: '' },
  trigger: null,
  install: 'link',
};

/** What the engine is asked with. */
export type Draft = RouteInput<'services.create'>['draft'] & { trigger: Trigger };

/** Only what was chosen: the rest is as the example has it. */
export function draftOf(values: ServiceValues, example: ServiceExample | undefined): Draft {
  const { grouping, channel, dependsOn, timeout, params } = values.job;
  const object = readObject(params);
  return {
    example: values.example,
    name: values.name.trim(),
    description: values.description,
    job: {
      ...(grouping === '' ? {} : { grouping }),
      ...(channel.trim() === '' ? {} : { channel: channel.trim() }),
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
      ...(timeout.trim() === '' ? {} : { timeout: timeout.trim() }),
      ...(params.trim() === '' || object === null ? {} : { params: object }),
    },
    trigger: triggerOf(values, example),
  };
}

/** Conditions as they were chosen, else those of the example. */
export function triggerOf(
  values: Pick<ServiceValues, 'trigger'>,
  example: ServiceExample | undefined,
): Trigger {
  return values.trigger ?? example?.trigger ?? { match: 'all', conditions: [] };
}

/** @returns null where the text is no JSON object */
export function readObject(text: string): JsonObject | null {
  try {
    return jsonObjectSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Somebody is still typing.
    return null;
  }
}
