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
    /** As JSON; null: nobody has changed those of the example. */
    params: z.string().nullable(),
    /** How often it is tried again. */
    retries: z.string(),
    onDependencyFailure: z.enum(['', 'skip', 'run']),
    cpu: z.string(),
    memory: z.string(),
    gpu: z.string(),
  }),
  /** Null: the example's. */
  trigger: triggerSchema.nullable(),
  /** What it is tried on; no part of the service. */
  trial: z.object({
    /** Orthanc-style identifier of a study; null: none is chosen yet. */
    study: z.string().nullable(),
    /** With everything of its patient. */
    isWhole: z.boolean(),
  }),
  install: z.enum(['link', 'copy', 'no']),
});
export type ServiceValues = z.infer<typeof serviceValuesSchema>;

export const emptyService: ServiceValues = {
  example: 'empty',
  name: '',
  path: '',
  description: '',
  job: {
    grouping: '',
    channel: '',
    dependsOn: [],
    timeout: '',
    params: null,
    retries: '',
    onDependencyFailure: '',
    cpu: '',
    memory: '',
    gpu: '',
  },
  trigger: null,
  trial: { study: null, isWhole: true },
  install: 'link',
};

/** What the engine is asked with. */
export type Draft = RouteInput<'services.create'>['draft'] & { trigger: Trigger };

/** Only what was chosen: the rest is as the example has it. */
export function draftOf(values: ServiceValues, example: ServiceExample | undefined): Draft {
  const { grouping, channel, dependsOn, timeout, params, retries, onDependencyFailure } = values.job;
  const object = params === null ? null : readObject(params);
  const resources = resourcesOf(values.job);
  return {
    example: values.example,
    name: values.name.trim(),
    description: values.description,
    job: {
      ...(grouping === '' ? {} : { grouping }),
      ...(channel.trim() === '' ? {} : { channel: channel.trim() }),
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
      ...(timeout.trim() === '' ? {} : { timeout: timeout.trim() }),
      ...(retries.trim() === '' ? {} : { retries: numberOrText(retries) }),
      ...(onDependencyFailure === '' ? {} : { onDependencyFailure }),
      ...(Object.keys(resources).length === 0 ? {} : { resources }),
      ...(object === null ? {} : { params: object }),
    },
    trigger: triggerOf(values, example),
  };
}

function resourcesOf({ cpu, memory, gpu }: ServiceValues['job']): JsonObject {
  return {
    ...(cpu.trim() === '' ? {} : { cpu: numberOrText(cpu) }),
    ...(memory.trim() === '' ? {} : { memory: memory.trim() }),
    ...(gpu.trim() === '' ? {} : { gpu: numberOrText(gpu) }),
  };
}

/** What is no number goes on as it was typed: a finding tells. */
function numberOrText(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text.trim();
}

/** Conditions as they were chosen, else those of the example. */
export function triggerOf(
  values: Pick<ServiceValues, 'trigger'>,
  example: ServiceExample | undefined,
): Trigger {
  return values.trigger ?? example?.trigger ?? { match: 'all', conditions: [] };
}

/** @returns null where the text is no JSON object; an empty one is one without parameters */
export function readObject(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  try {
    return jsonObjectSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Somebody is still typing.
    return null;
  }
}
