import type { ApplicationOptions } from '../../../contract/index.ts';

const mebibyte = 1_048_576;

/**
 * The options as their form holds them: an empty field is an empty text, the log limit is in mebibytes. A type and not
 * an interface, since a form's values are looked up by any key.
 */
export type OptionValues = {
  python: string;
  slots: number | string;
  callbackTimeoutSeconds: number | string;
  logLimitMebibytes: number | string;
  fullTags: boolean;
  headerFields: string[];
};

/** From the application to the form. */
export function valuesOf(options: ApplicationOptions): OptionValues {
  return {
    python: options.python ?? '',
    slots: options.slots ?? '',
    callbackTimeoutSeconds: options.callbackTimeoutSeconds,
    logLimitMebibytes: options.logLimitBytes / mebibyte,
    fullTags: options.fullTags,
    headerFields: options.headerFields,
  };
}

/** From the form to the engine. No number field is empty but the one where empty means something. */
export function optionsOf(values: OptionValues): Partial<ApplicationOptions> {
  return {
    python: values.python.trim() === '' ? null : values.python.trim(),
    slots: values.slots === '' ? null : Number(values.slots),
    callbackTimeoutSeconds: Number(values.callbackTimeoutSeconds),
    logLimitBytes: Math.round(Number(values.logLimitMebibytes) * mebibyte),
    fullTags: values.fullTags,
    headerFields: values.headerFields,
  };
}

/** Fields of the form by the engine's names of options. */
export const fieldOfOption: Record<string, keyof OptionValues> = {
  python: 'python',
  slots: 'slots',
  callbackTimeoutSeconds: 'callbackTimeoutSeconds',
  logLimitBytes: 'logLimitMebibytes',
  fullTags: 'fullTags',
  headerFields: 'headerFields',
};
