import { finding, jobDefinitionSchema } from '../../../contract/index.ts';
import type { Finding, JobDefinition } from '../../../contract/index.ts';
import { readJsonFile } from './jsonFile.ts';
import { createJsonLines } from './jsonLines.ts';
import { misspelt } from './misspelt.ts';

/** What a `registry/settings.json` says: an object or an array of objects (original README). */
export interface Settings {
  /** Entries as they stand in the file. */
  entries: unknown[];
  /** Entries that are valid job definitions. */
  jobs: JobDefinition[];
  /** Where each of `jobs` stands: dotted path of a field of it, and its line. */
  places: JobPlace[];
  findings: Finding[];
}

/** Where an entry stands in its file. */
export interface JobPlace {
  /** Dotted path and 1-based line of one of its fields. */
  at(field: string): { field: string; line: number | null };
}

/** Advice where a folder lacks what makes it a service. */
export const whatServicesHave =
  'A service has registry/settings.json with its jobs, registry/__init__.py and module/__init__.py.';

/**
 * Reads a settings file; everything that is wrong becomes a finding, nothing throws.
 * @param file absolute path
 * @param shownAs path in the findings, relative to the service folder
 */
export function readSettings(file: string, shownAs: string): Settings {
  const findings: Finding[] = [];
  const failed = (code: string, message: string, line: number | null = null): Settings => {
    const advice = code === 'file-missing' ? whatServicesHave : null;
    findings.push(finding('error', code, message, { file: shownAs, line, advice }));
    return { entries: [], jobs: [], places: [], findings };
  };

  const read = readJsonFile(file, 'It names the jobs of the service.');
  if ('problem' in read) return failed(read.code, read.problem, read.line);
  const { value } = read;

  const isList = Array.isArray(value);
  const entries: unknown[] = isList ? value : [value];
  if (entries.length === 0) return failed('no-job', 'The file names no job.', 1);
  const lines = createJsonLines(read.text);
  const jobs: JobDefinition[] = [];
  const places: JobPlace[] = [];
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const at = (path: readonly PropertyKey[]) => {
      const whole = isList ? [index, ...path] : path;
      return { field: whole.map(String).join('.').slice(0, 300), file: shownAs, line: lines.lineOf(whole) };
    };
    const which = whichOf(entry, index);
    for (const { field, meant, isBeside } of misspelt(entry)) {
      const message = `${which}, field "${field}": there is no such field, so it is not looked at.`;
      const beside = isBeside ? ` "${meant}" is there as well: only that one holds.` : '';
      const advice = `Did you mean "${meant}"?${beside}`;
      findings.push(finding('warning', 'field-unknown', message, { ...at([field]), advice }));
    }
    const parsed = jobDefinitionSchema.safeParse(entry);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const field = issue.path.map(String).join('.').slice(0, 300);
        const where = field === '' ? which : `${which}, field "${field}"`;
        findings.push(finding('error', 'settings-invalid', `${where}: ${issue.message}.`, at(issue.path)));
      }
      return;
    }
    if (seen.has(parsed.data.jobName)) {
      const message = `The jobName "${parsed.data.jobName}" is used twice; it must be unique.`;
      findings.push(finding('error', 'job-name-twice', message, at(['jobName'])));
      return;
    }
    seen.add(parsed.data.jobName);
    jobs.push(parsed.data);
    places.push({
      at(name) {
        const { field, line } = at([name]);
        return { field, line };
      },
    });
  });
  return { entries, jobs, places, findings };
}

/** An entry in a sentence: by its name where it has one that can be shown. */
function whichOf(entry: unknown, index: number): string {
  const jobName =
    typeof entry === 'object' && entry !== null && 'jobName' in entry ? entry.jobName : undefined;
  return typeof jobName === 'string' && jobName !== ''
    ? `Job "${jobName.length > 80 ? `${jobName.slice(0, 80)}…` : jobName}"`
    : `Entry ${index + 1}`;
}
