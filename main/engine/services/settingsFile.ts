import { finding, jobDefinitionSchema } from '../../../contract/index.ts';
import type { JobDefinition, Finding } from '../../../contract/index.ts';
import { readJsonFile } from './jsonFile.ts';

/** What a `registry/settings.json` says: an object or an array of objects (original README). */
export interface Settings {
  /** Entries as they stand in the file. */
  entries: unknown[];
  /** Entries that are valid job definitions. */
  jobs: JobDefinition[];
  findings: Finding[];
}

/**
 * Reads a settings file; everything that is wrong becomes a finding, nothing throws.
 * @param file absolute path
 * @param shownAs path in the findings, relative to the service folder
 */
export function readSettings(file: string, shownAs: string): Settings {
  const findings: Finding[] = [];
  const failed = (code: string, message: string, line: number | null = null): Settings => {
    findings.push(finding('error', code, message, { file: shownAs, line }));
    return { entries: [], jobs: [], findings };
  };

  const read = readJsonFile(file, 'It names the jobs of the service.');
  if ('problem' in read) return failed(read.code, read.problem, read.line);
  const { value } = read;

  const entries: unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length === 0) return failed('no-job', 'The file names no job.');
  const jobs: JobDefinition[] = [];
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const parsed = jobDefinitionSchema.safeParse(entry);
    if (!parsed.success) {
      findings.push(...describeEntryProblems(entry, index, parsed.error.issues, shownAs));
      return;
    }
    if (seen.has(parsed.data.jobName)) {
      findings.push(
        finding(
          'error',
          'job-name-twice',
          `The jobName "${parsed.data.jobName}" is used twice; it must be unique.`,
          { file: shownAs, field: `${index}.jobName` },
        ),
      );
      return;
    }
    seen.add(parsed.data.jobName);
    jobs.push(parsed.data);
  });
  return { entries, jobs, findings };
}

interface SchemaIssue {
  path: PropertyKey[];
  message: string;
}

/** One finding per wrong field, naming the job and the field. */
function describeEntryProblems(
  entry: unknown,
  index: number,
  issues: readonly SchemaIssue[],
  file: string,
): Finding[] {
  const jobName =
    typeof entry === 'object' && entry !== null ? (entry as { jobName?: unknown }).jobName : undefined;
  const which = typeof jobName === 'string' && jobName !== '' ? `Job "${jobName}"` : `Entry ${index + 1}`;
  return issues.map((issue) => {
    const field = issue.path.map(String).join('.');
    const where = field === '' ? which : `${which}, field "${field}"`;
    return finding('error', 'settings-invalid', `${where}: ${issue.message}.`, {
      file,
      field: [index, ...issue.path].map(String).join('.'),
    });
  });
}
