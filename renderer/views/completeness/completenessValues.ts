import {
  completenessOptionsSchema,
  type ApplicationOptions,
  type CompletenessOptions,
} from '../../../contract/index.ts';
import { optionProblems } from '../../forms/index.ts';

/** What the form holds: an emptied number or text is an empty text. */
export type CompletenessValues = Pick<
  CompletenessOptions,
  | 'atAssociationEnd'
  | 'atExpectedInstances'
  | 'askForCount'
  | 'askedPeer'
  | 'awaitCommitted'
  | 'afterMaximumWait'
  | 'lateArrivals'
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
    quietSeconds: numberOf(quietSeconds),
    completeness: {
      ...others,
      quietTimes: values.quietTimes.map((line) => ({ ...line, quietSeconds: numberOf(line.quietSeconds) })),
      requiredSeries: values.requiredSeries.trim() === '' ? null : values.requiredSeries.trim(),
      maximumWaitSeconds: values.maximumWaitSeconds === '' ? null : Number(values.maximumWaitSeconds),
    },
  };
}

/** An emptied field is no number, and must not become 0. */
function numberOf(value: number | string): number {
  return value === '' ? Number.NaN : Number(value);
}

/** What is wrong, by field; a line of a sender's quiet time as `quietTimes.0.sender`. */
export function completenessProblems(values: CompletenessValues): Record<string, string> {
  const problems = Object.entries(optionProblems(optionsOf(values)));
  return Object.fromEntries(problems.map(([path, words]) => [path.replace(/^completeness\./, ''), words]));
}

/** The field of a path within the options, as the engine writes it: `completeness.quietTimes[0].sender`. */
export function fieldOf(path: string): string | undefined {
  const field = path.replace(/^completeness\./, '').replaceAll(/\[(\d+)\]/g, '.$1');
  const known = ['grouping', 'quietSeconds', ...Object.keys(completenessOptionsSchema.shape)];
  return known.includes(field.split('.')[0] ?? '') ? field : undefined;
}
