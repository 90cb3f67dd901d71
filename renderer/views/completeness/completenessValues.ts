import {
  applicationOptionsSchema,
  completenessOptionsSchema,
  type ApplicationOptions,
  type CompletenessOptions,
} from '../../../contract/index.ts';
import { asSentence } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';

/** What the form holds: an emptied number or text is an empty text. */
export type CompletenessValues = Pick<
  CompletenessOptions,
  'atAssociationEnd' | 'afterMaximumWait' | 'lateArrivals'
> & {
  grouping: ApplicationOptions['grouping'];
  quietSeconds: number | string;
  quietTimes: { sender: string; quietSeconds: number | string }[];
  requiredSeries: string;
  maximumWaitSeconds: number | string;
};

/** From the application to the form. */
export function valuesOf({ grouping, quietSeconds, completeness }: ApplicationOptions): CompletenessValues {
  return {
    ...completeness,
    grouping,
    quietSeconds,
    requiredSeries: completeness.requiredSeries ?? '',
    maximumWaitSeconds: completeness.maximumWaitSeconds ?? '',
  };
}

/** From the form to the engine. */
export function optionsOf(
  values: CompletenessValues,
): Pick<ApplicationOptions, 'grouping' | 'quietSeconds' | 'completeness'> {
  const { grouping, quietSeconds, ...others } = values;
  return {
    grouping,
    quietSeconds: Number(quietSeconds),
    completeness: {
      ...others,
      quietTimes: values.quietTimes.map((line) => ({ ...line, quietSeconds: Number(line.quietSeconds) })),
      requiredSeries: values.requiredSeries.trim() === '' ? null : values.requiredSeries.trim(),
      maximumWaitSeconds: values.maximumWaitSeconds === '' ? null : Number(values.maximumWaitSeconds),
    },
  };
}

const schema = applicationOptionsSchema
  .pick({ grouping: true, quietSeconds: true })
  .extend({ completeness: completenessOptionsSchema });

/** What is wrong, by field; a line of a sender's quiet time as `quietTimes.0.sender`. */
export function completenessProblems(values: CompletenessValues): Record<string, string> {
  const problems = new Map<string, string>();
  if (values.quietSeconds === '') problems.set('quietSeconds', texts.settings.numberNeeded);
  for (const [index, { quietSeconds }] of values.quietTimes.entries())
    if (quietSeconds === '') problems.set(`quietTimes.${index}.quietSeconds`, texts.settings.numberNeeded);
  for (const { path, message } of schema.safeParse(optionsOf(values)).error?.issues ?? []) {
    const field = path.join('.').replace(/^completeness\./, '');
    if (!problems.has(field)) problems.set(field, asSentence(message));
  }
  return Object.fromEntries(problems);
}

/** The field of a path within the options, as the engine writes it: `completeness.quietTimes[0].sender`. */
export function fieldOf(path: string): string | undefined {
  const field = path.replace(/^completeness\./, '').replaceAll(/\[(\d+)\]/g, '.$1');
  const known = [...Object.keys(schema.shape), ...Object.keys(completenessOptionsSchema.shape)];
  return known.includes(field.split('.')[0] ?? '') ? field : undefined;
}
