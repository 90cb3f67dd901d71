import type { JsonValue, OutcomeComparison, ScratchDetail } from '../../contract/index.ts';
import { duration, printable, table } from './terminal/index.ts';

/** Differences of a result that are shown; `--json` has more. */
const mostShown = 20;

/** A scratch run for people. */
export function describeScratch(scratch: ScratchDetail): string {
  const rows = scratch.jobs.map((job) => [
    job.jobName,
    job.state,
    duration(job.startedAt === null || job.finishedAt === null ? null : job.finishedAt - job.startedAt),
    job.error?.message ?? job.reason?.message ?? shortly(job.result),
  ]);
  return `Scratch run ${scratch.number} of ${scratch.service}: ${scratch.state}\nFiles: ${scratch.dataFolder}\n\n${table(['JOB', 'STATE', 'DURATION', 'RESULT'], rows)}`;
}

/** How a job differs from the one it was compared with. */
export function describeComparison(
  jobName: string,
  comparison: (OutcomeComparison & { runNumber?: number; environment?: string[] }) | null,
): string {
  if (comparison === null) return `${jobName}: there is no ordinary run to compare with.`;
  const against = comparison.runNumber === undefined ? '' : ` as in run ${comparison.runNumber}`;
  if (comparison.same) return `${jobName}: the same${against}.`;
  const more = comparison.resultDifferenceCount - mostShown;
  const lines = [
    `${jobName}: not the same${against}.`,
    comparison.state,
    ...comparison.result
      .slice(0, mostShown)
      .map((one) => `  ${one.path || 'result'}: ${shortly(one.before)} -> ${shortly(one.after)}`),
    more > 0 ? `  and ${more} more differences of the result` : null,
    ...comparison.files.flatMap((file) =>
      file.change === 'same'
        ? []
        : [`  ${file.change}: ${file.path}`, ...(file.diff?.trimEnd().split('\n').slice(2) ?? [])],
    ),
    ...(comparison.environment ?? []).map((change) => `  In the environment ${change}.`),
  ];
  return lines
    .filter((line) => line !== null)
    .map(printable)
    .join('\n');
}

function shortly(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
