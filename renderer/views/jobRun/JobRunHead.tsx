import { jobTitle, stateInWords } from '../../jobs/index.ts';
import { Elapsed, StateBadge } from '../../parts/index.ts';
import { JobActions } from './JobActions.tsx';
import styles from './JobRunHead.module.css';
import type { JobRun } from './types.ts';

/** Name and state of a job run, and what it last said of itself. */
export function JobRunHead({ job }: { job: JobRun }) {
  return (
    <div className={styles.head}>
      <h2 className={styles.name}>{jobTitle(job)}</h2>
      <div className={styles.line}>
        <StateBadge tone={job.state} label={stateInWords(job)} />
        {job.startedAt !== null && (
          <span className={styles.time}>
            <Elapsed from={job.startedAt} to={job.finishedAt} />
          </span>
        )}
        {job.progressMessage !== null && <span className={styles.message}>{job.progressMessage}</span>}
      </div>
      <JobActions job={job} />
    </div>
  );
}
