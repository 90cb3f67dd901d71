import type { JobStatistics, Statistics } from '../../../contract/index.ts';
import { formatCount, formatDuration } from '../../format/index.ts';
import { DataTable, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

const words = texts.statistics;

const time = (ms: number | undefined) => (ms === undefined ? texts.common.none : formatDuration(ms));

/** The jobs of the period, those that ended most often first. */
export function JobsTable({ statistics: { jobs } }: { statistics: Statistics }) {
  const timeColumn = (id: string, header: string, read: (job: JobStatistics) => number | undefined) => ({
    id,
    header,
    end: true,
    cell: (job: JobStatistics) => time(read(job)),
    sortBy: (job: JobStatistics) => read(job) ?? -1,
  });
  return (
    <Section title={words.byJob}>
      <DataTable
        label={words.jobsLabel}
        rows={jobs}
        rowId={({ jobName, service }) => `${jobName} ${service}`}
        columns={[
          { id: 'job', header: words.job, cell: ({ jobName }) => jobName, sortBy: ({ jobName }) => jobName },
          {
            id: 'service',
            header: words.service,
            wideOnly: true,
            cell: ({ service }) => service ?? words.noService,
            sortBy: ({ service }) => service ?? '',
          },
          {
            id: 'succeeded',
            header: texts.charts.succeeded,
            end: true,
            cell: ({ succeeded }) => formatCount(succeeded),
            sortBy: ({ succeeded }) => succeeded,
          },
          {
            id: 'failed',
            header: texts.charts.failed,
            end: true,
            cell: ({ failed }) => formatCount(failed),
            sortBy: ({ failed }) => failed,
          },
          timeColumn('took', words.columns.took, ({ took }) => took?.p50Ms),
          timeColumn('tookMost', words.columns.tookMost, ({ took }) => took?.p95Ms),
          timeColumn('queued', words.columns.queued, ({ queued }) => queued?.p50Ms),
          timeColumn('queuedMost', words.columns.queuedMost, ({ queued }) => queued?.p95Ms),
        ]}
      />
    </Section>
  );
}
