import type { JobChanges, JobDefinition, JobOptionField, ServiceJob } from '../../../../contract/index.ts';
import { jsonObjectSchema } from '../../../../contract/index.ts';

/** What of a job can be changed in its form. */
export const jobFields = ['priority', 'timeout', 'channel', 'sortPosition', 'params'] as const;
export type JobField = (typeof jobFields)[number];

/** A job as its form holds it: everything as text, as it is typed. */
export type JobValues = Record<JobField, string>;

export function valuesOf(definition: JobDefinition): JobValues {
  return {
    priority: String(definition.priority),
    timeout: inText(definition.timeout),
    channel: definition.channel,
    sortPosition: inText(definition.sortPosition),
    params: definition.params === null ? '' : JSON.stringify(definition.params, null, 2),
  };
}

/** What a field says in settings.json, to be read; null where it says nothing. */
export function ownInWords(own: JobDefinition, field: JobField): string | null {
  if (field === 'params') return own.params === null ? null : JSON.stringify(own.params);
  const text = valuesOf(own)[field];
  return text === '' ? null : text;
}

/**
 * What is asked of the engine: fields that somebody changed, and those that are as in settings.json again.
 * @param filled what the form was filled with: the job may have been changed elsewhere since
 */
export function changesOf(
  { own, changes }: Pick<ServiceJob, 'own' | 'changes'>,
  values: JobValues,
  filled: JobValues,
): { changes: JobChanges; reset: JobOptionField[] } {
  const ofFile = valuesOf(own);
  const changed = jobFields.filter((field) => values[field].trim() !== filled[field]);
  const set = changed.filter((field) => values[field].trim() !== ofFile[field]);
  return {
    changes: Object.assign({}, ...set.map((field) => changeOf(field, values[field].trim()))),
    reset: changed.filter((field) => !set.includes(field) && field in changes),
  };
}

/** What the form holds once it was saved: as it is stored, but for what was typed since it was sent. */
export function afterSaving(sent: JobValues, typed: JobValues, stored: JobValues): JobValues {
  const kept = jobFields.filter((field) => typed[field] !== sent[field]);
  return { ...stored, ...Object.fromEntries(kept.map((field) => [field, typed[field]])) };
}

function changeOf(field: JobField, text: string): JobChanges {
  switch (field) {
    case 'priority':
      return { priority: asNumber(text) ?? text };
    case 'timeout':
      return { timeout: text === '' ? null : (asNumber(text) ?? text) };
    case 'channel':
      return { channel: text };
    case 'sortPosition':
      return { sortPosition: asNumber(text) };
    default:
      return { params: readParams(text) ?? null };
  }
}

/** @returns null for an empty text, undefined for one that is no JSON object */
export function readParams(text: string): JobChanges['params'] | undefined {
  if (text.trim() === '') return null;
  try {
    return jsonObjectSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Somebody is still typing.
    return undefined;
  }
}

function asNumber(text: string): number | null {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

function inText(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
