import { jobDefinitionSchema } from '../../../contract/index.ts';
import type { JobChanges, JobDefinition, JobOptionField } from '../../../contract/index.ts';
import type { ServiceRecord } from './records.ts';

/** Changes of jobs by job name. */
type ChangesOf = Pick<ServiceRecord, 'changes' | 'isEnabled'>;

/** What was changed here of a job. */
export function changesOf(record: Pick<ServiceRecord, 'changes'> | undefined, jobName: string): JobChanges {
  return record?.changes.find((one) => one.jobName === jobName)?.changes ?? {};
}

/** Entries of a settings.json with what was changed here in place; what is no object stays as it is. */
export function withChanges(entries: readonly unknown[], record: ChangesOf | undefined): unknown[] {
  if (record === undefined) return [...entries];
  return entries.map((entry) => {
    if (typeof entry !== 'object' || entry === null) return entry;
    const jobName = 'jobName' in entry && typeof entry.jobName === 'string' ? entry.jobName.trim() : '';
    const changed = { ...entry, ...changesOf(record, jobName) };
    return record.isEnabled ? changed : { ...changed, disabled: true };
  });
}

/** The same of definitions that were read. */
export function effectiveJobs(
  jobs: readonly JobDefinition[],
  record: ChangesOf | undefined,
): JobDefinition[] {
  return withChanges(jobs, record).map((job) => jobDefinitionSchema.parse(job));
}

/** A record with other changes of one job. */
export function changeJob(
  record: ServiceRecord,
  jobName: string,
  reset: 'all' | readonly JobOptionField[],
  changes: JobChanges,
): ServiceRecord {
  const kept = Object.entries(reset === 'all' ? {} : changesOf(record, jobName)).filter(
    ([field]) => reset === 'all' || !reset.some((one) => one === field),
  );
  const merged: JobChanges = { ...Object.fromEntries(kept), ...changes };
  const others = record.changes.filter((one) => one.jobName !== jobName);
  return {
    ...record,
    changes: Object.keys(merged).length === 0 ? others : [...others, { jobName, changes: merged }],
  };
}
