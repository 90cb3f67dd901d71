import type { JobRunState, RunDetail } from '../../contract/index.ts';
import { jobTitle } from './jobTitle.ts';
import { counted, printable } from './terminal/index.ts';

/** Reasons that are told one by one. */
const mostReasons = 20;

const states: readonly JobRunState[] = ['succeeded', 'failed', 'timed-out', 'cancelled', 'skipped'];

/** What became of runs that were waited for; where no job of them ran, why. */
export function runsInWords(runs: readonly RunDetail[]): string {
  if (runs.length === 0) return 'Nothing was processed: no run came of it.';
  const notable = (['failed', 'filtered-out', 'replaced'] as const).flatMap((state) => {
    const count = runs.filter((run) => run.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const which = notable.length === 0 ? '' : ` (${notable.join(', ')})`;
  return `${counted(runs.length, 'run')}${which}: ${jobsInWords(runs)}${whyNothingRan(runs)}`;
}

/** `2 jobs succeeded, 1 skipped`. */
export function jobsInWords(runs: readonly RunDetail[]): string {
  const jobs = runs.flatMap(({ jobRuns }) => jobRuns);
  const [first, ...others] = states.flatMap((state) => {
    const count = jobs.filter((job) => job.state === state).length;
    return count === 0 ? [] : [{ state, count }];
  });
  if (first === undefined) return 'no jobs';
  return [
    `${counted(first.count, 'job')} ${first.state}`,
    ...others.map(({ state, count }) => `${count} ${state}`),
  ].join(', ');
}

/** Lines that say why nothing ran, each with the break before it; nothing where a job did. */
export function whyNothingRan(runs: readonly RunDetail[]): string {
  const jobs = runs.flatMap(({ jobRuns }) => jobRuns);
  if (jobs.some(({ state }) => state !== 'skipped')) return '';
  const lines = [
    ...jobs.map((job) => `Skipped: ${jobTitle(job)} of run ${job.runNumber}: ${job.reason?.message ?? ''}`),
    ...runs.flatMap(({ warnings }) => warnings.map(({ message }) => `Warning: ${message}`)),
  ];
  const left = lines.length - mostReasons;
  return [
    'Nothing was run.',
    ...lines.slice(0, mostReasons),
    ...(left > 0 ? [`${left} more; see: list jobs`] : []),
  ]
    .map((line) => `\n${printable(line)}`)
    .join('');
}
