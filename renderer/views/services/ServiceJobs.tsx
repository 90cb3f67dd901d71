import type { JobDefinition } from '../../../contract/index.ts';
import { ReadOn } from '../../nextSteps/index.ts';
import { DataTable, EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ServiceJobs.module.css';

/** The jobs that a service defines. */
export function ServiceJobs({ jobs, label }: { jobs: JobDefinition[]; label: string }) {
  const words = texts.services;
  if (jobs.length === 0) {
    return (
      <EmptyNote title={words.noJobs} text={words.noJobsText}>
        <ReadOn document="services" label={words.readOn} />
      </EmptyNote>
    );
  }
  return (
    <DataTable
      label={label}
      rows={jobs}
      rowId={(job) => job.jobName}
      columns={[
        {
          id: 'job',
          header: words.columnJob,
          cell: (job) => (
            <span title={job.description}>
              {job.jobName}
              {job.disabled && <span className={styles.disabled}>{words.disabled}</span>}
            </span>
          ),
        },
        { id: 'worker', header: words.columnWorker, cell: (job) => <code>{job.worker}</code> },
        {
          id: 'dependsOn',
          header: words.columnDependsOn,
          cell: (job) => (job.dependsOn.length === 0 ? texts.common.none : job.dependsOn.join(', ')),
        },
        { id: 'channel', header: words.columnChannel, cell: (job) => job.channel },
        {
          id: 'timeout',
          header: words.columnTimeout,
          end: true,
          cell: ({ timeout }) =>
            typeof timeout === 'number' ? `${timeout} s` : (timeout ?? words.defaultTimeout),
        },
      ]}
    />
  );
}
