import type { JobRunSummary } from '../../../contract/index.ts';
import { formatClock } from '../../format/index.ts';
import { jobTitle, stateInWords } from '../../jobs/index.ts';
import { DataTable, Elapsed, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Jobs.module.css';

interface JobTableProps {
  jobRuns: JobRunSummary[];
  current: string | null;
  href: (jobRun: string) => string;
}

/** What the graph shows, in lines. */
export function JobTable({ jobRuns, current, href }: JobTableProps) {
  return (
    <div className={styles.table}>
      <DataTable
        label={texts.run.tableLabel}
        rows={jobRuns}
        rowId={(job) => job.id}
        href={(job) => href(job.id)}
        {...(current === null ? {} : { current })}
        columns={[
          {
            id: 'job',
            header: texts.run.columnJob,
            cell: (job) => (
              <span className={styles.job} title={jobTitle(job)}>
                {jobTitle(job)}
              </span>
            ),
          },
          {
            id: 'state',
            header: texts.run.columnState,
            cell: (job) => <StateBadge tone={job.state} label={stateInWords(job)} plain />,
          },
          {
            id: 'duration',
            header: texts.run.columnDuration,
            end: true,
            cell: (job) => <Elapsed from={job.startedAt} to={job.finishedAt} />,
          },
          {
            id: 'service',
            header: texts.run.columnService,
            cell: (job) => job.service ?? texts.run.groups[job.group],
          },
          {
            id: 'dependsOn',
            header: texts.run.columnDependsOn,
            cell: (job) => (job.dependsOn.length === 0 ? texts.common.none : job.dependsOn.join(', ')),
          },
          {
            id: 'reason',
            header: texts.run.columnReason,
            cell: reasonOf,
          },
        ]}
      />
    </div>
  );
}

/** Why it was skipped or given up, or that it is tried again. */
function reasonOf({ reason, retry, state }: JobRunSummary): string {
  if (reason !== null) return reason.message;
  if (retry === null || state !== 'queued') return '';
  return texts.jobRun.retry(formatClock(retry.at), retry.attempt, retry.of);
}
