import type { ReplayRow, ReplaySummary } from '../../contract/index.ts';
import { printable, table } from './terminal/index.ts';

/** Differences that are listed on a terminal. */
const mostRows = 100;
const plural = { patient: 'patients', study: 'studies', series: 'series' };

/** What a replay found, for a terminal. */
export function describeReplay(summary: ReplaySummary, differences: readonly ReplayRow[]): string {
  const parts = [
    sentence(summary),
    ...summary.warnings.map(({ message }) => `Warning: ${printable(message)}`),
  ];
  const listed = differences.filter(({ change }) => change !== 'new').slice(0, mostRows);
  if (listed.length > 0) {
    parts.push(
      table(
        ['PATIENT ID', 'RUN', 'JOB', 'FOR', 'THEN', 'NOW'],
        listed.map((row) => [
          row.PatientID,
          row.runNumber === null ? '' : String(row.runNumber),
          row.jobName,
          row.entity === null ? 'all' : `${row.entity.level} ${row.entity.text}`,
          planned(row.before),
          row.change === 'other-parameters' ? 'runs with other parameters' : planned(row.now),
        ]),
      ),
    );
  }
  return parts.join('\n\n');
}

function sentence(summary: ReplaySummary): string {
  const { asked, wouldRun, differing, withoutThen, failed, leftOut, level } = summary;
  const things = plural[level];
  const number = (value: number) => value.toLocaleString('en');
  return [
    `${summary.jobs.join(', ')} would run on ${number(wouldRun)} of ${number(asked)} ${things}; ${number(differing)} differ from what was planned then.`,
    withoutThen === 0 ? '' : `On ${number(withoutThen)} nothing of it was planned then.`,
    failed === 0 ? '' : `A callback failed on ${number(failed)}.`,
    leftOut === 0 ? '' : `${number(leftOut)} were not asked about: nothing of them would reach callbacks.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function planned(one: ReplayRow['now']): string {
  if (one === null) return 'no such job';
  return one.runs ? 'runs' : (one.reason?.message ?? 'skipped');
}
