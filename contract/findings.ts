import { z } from 'zod';

/**
 * One thing that was noticed about what is about to be made, installed or changed. Errors keep it from happening,
 * warnings do not.
 */
export const findingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** Kind of finding, in lower-case words with hyphens; does not change when its sentence does: `channel-not-served`. */
  code: z.string(),
  /**
   * What is to be changed: dotted path in the settings.json or form, list places from 0 (`1.worker`,
   * `completeness.quietSeconds`); null where it is no field.
   */
  field: z.string().nullable(),
  /** File relative to the folder that was looked at; null where it is about no file. */
  file: z.string().nullable(),
  /** 1-based line of that file, where known. */
  line: z.number().nullable(),
  message: z.string(),
  /** What to do about it. */
  advice: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

/** Where a finding is, and what to do about it; what is left out is null. */
type Place = Partial<Pick<Finding, 'field' | 'file' | 'line' | 'advice'>>;

/** A finding of its parts. */
export function finding(
  severity: Finding['severity'],
  code: string,
  message: string,
  place: Place = {},
): Finding {
  return { severity, code, field: null, file: null, line: null, message, advice: null, ...place };
}

/** Those that keep something from happening. */
export const errorsIn = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity === 'error');

/** For people: `registry/settings.json, line 3: …` */
export function findingInWords({ file, line, message }: Finding): string {
  if (file === null) return message;
  return `${file}${line === null ? '' : `, line ${line}`}: ${message}`;
}
