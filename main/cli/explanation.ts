import type { ExplainedArrival, ExplainedJob, Explanation } from '../../contract/index.ts';
import { describeFilters } from './filterReport.ts';
import { jobTitle } from './jobTitle.ts';
import { printable, table } from './terminal/index.ts';

/** Files without an instance that are named on a terminal. */
const mostNotes = 20;

/** Why jobs would run or not, for a terminal. */
export function describeExplanation({ arrivals, notes, noteCount }: Explanation): string {
  const parts = arrivals.map(describeArrival);
  if (arrivals.length === 0) parts.push('There is no instance to explain.');
  if (noteCount > 0) {
    const named = notes.slice(0, mostNotes).map(({ path, reason }) => printable(`${path}: ${reason}`));
    if (noteCount > named.length) named.push(`and ${noteCount - named.length} more`);
    parts.push(`Left aside:\n${named.join('\n')}`);
  }
  return parts.join('\n\n');
}

function describeArrival(arrival: ExplainedArrival): string {
  const { level, PatientID, PatientName, studyCount, seriesCount, instanceCount } = arrival;
  const counts = `${studyCount} studies, ${seriesCount} series, ${instanceCount} instances`;
  return [
    printable(`${level === 'patient' ? 'Patient' : `A ${level} of`} ${PatientID} ${PatientName} (${counts})`),
    [describeState(arrival), ...arrival.missing.map(({ message }) => `Missing: ${printable(message)}`)].join(
      '\n',
    ),
    filtersInWords(arrival),
    ...(arrival.warnings.length === 0
      ? []
      : [arrival.warnings.map(({ message }) => `Warning: ${printable(message)}`).join('\n')]),
    arrival.jobs.length === 0 ? 'No job is installed.' : jobTable(arrival.jobs),
    ...arrival.jobs.flatMap(saidBy),
  ].join('\n\n');
}

function describeState({ state, dueAt, missing }: ExplainedArrival): string {
  if (state === 'collecting' && dueAt !== null) {
    return `Complete: not yet; ${missing.length === 0 ? '' : 'when nothing is missing, '}not before ${new Date(dueAt).toLocaleString()} if nothing more comes`;
  }
  if (state === 'waiting') return 'Complete: yes, it waits to be planned';
  if (state === 'put-aside') return 'Complete: put aside; it is processed only by hand';
  return missing.length === 0 ? 'Complete: nothing is missing' : 'Complete: no';
}

function filtersInWords({ filters: { enabled, report } }: ExplainedArrival): string {
  if (enabled) return describeFilters(report);
  return `The filters are off: everything is handed on. Switched on, they would do this:\n${describeFilters(report)}`;
}

function jobTable(jobs: readonly ExplainedJob[]): string {
  return table(
    ['JOB', 'FOR', 'OUTCOME', 'WHY', 'WAITS FOR'],
    jobs.map((job) => [
      job.jobName,
      job.entity === null ? 'all' : `${job.entity.level} ${job.entity.text}`,
      job.outcome,
      job.reason === null ? '' : `${job.reason.code}: ${job.reason.message}`,
      [...new Set(job.waitsFor.map(({ jobName }) => jobName))].join(', '),
    ]),
  );
}

/** What a callback printed and how it failed. */
function saidBy(job: ExplainedJob): string[] {
  const said = [job.answer?.output.trimEnd() ?? '', job.reason?.details ?? ''].filter((text) => text !== '');
  if (said.length === 0) return [];
  const lines = said.join('\n').split('\n').map(printable);
  return [`${printable(jobTitle(job))} said:\n${lines.join('\n')}`];
}
