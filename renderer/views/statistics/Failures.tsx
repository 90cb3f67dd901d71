import type { Statistics } from '../../../contract/index.ts';
import { formatCount, formatDay } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { DataTable, EmptyNote, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './StatisticsView.module.css';

const words = texts.statistics;
/** Weeks beside each other; the last ones of a longer period. */
const mostWeeks = 8;

type FailuresOf = Statistics['failures'][number];

/** What failed, by service and week, and why. */
export function Failures({ statistics }: { statistics: Statistics }) {
  const application = useApplicationId();
  const { failures, weeks, reasons, reasonsOf } = statistics;
  const failed = failures.filter((one) => one.failed > 0);
  if (failed.length === 0) {
    return (
      <Section title={words.failures}>
        <EmptyNote title={words.noFailures}>
          <WayTo href={paths.jobs(application)} label={texts.nextSteps.jobs} />
        </EmptyNote>
      </Section>
    );
  }
  const first = Math.max(0, weeks.length - mostWeeks);
  return (
    <>
      <Section title={words.failures}>
        <DataTable
          label={words.failuresLabel}
          rows={failed}
          rowId={({ service }) => service ?? ''}
          columns={[
            {
              id: 'service',
              header: words.service,
              cell: ({ service }) => service ?? words.noService,
              sortBy: ({ service }) => service ?? '',
            },
            ...weeks.slice(first).map((at, index) => ({
              id: `week-${at}`,
              header: words.weekOf(formatDay(at)),
              end: true,
              cell: ({ byWeek }: FailuresOf) => formatCount(byWeek[first + index] ?? 0),
              sortBy: ({ byWeek }: FailuresOf) => byWeek[first + index] ?? 0,
            })),
            {
              id: 'total',
              header: words.total,
              end: true,
              cell: (one) => words.failedOf(formatCount(one.failed), formatCount(one.ended)),
              sortBy: (one) => one.failed,
            },
          ]}
        />
      </Section>
      <Section
        title={words.reasons}
        mark={
          <span className={styles.quiet} title={words.shortened}>
            {words.reasonsOf(formatCount(reasonsOf.count))}
          </span>
        }
      >
        <DataTable
          label={words.reasonsLabel}
          rows={reasons}
          rowId={({ jobRun }) => jobRun}
          href={({ run, jobRun }) => paths.jobRun(application, run, jobRun)}
          columns={[
            { id: 'job', header: words.job, cell: ({ jobName }) => jobName },
            {
              id: 'reason',
              header: words.reason,
              cell: ({ reason }) => <span className={styles.reason}>{reason}</span>,
            },
            {
              id: 'service',
              header: words.service,
              wideOnly: true,
              cell: ({ service }) => service ?? words.noService,
            },
            { id: 'count', header: words.count, end: true, cell: ({ count }) => formatCount(count) },
          ]}
        />
      </Section>
    </>
  );
}
