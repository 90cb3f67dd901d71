import { Link } from 'wouter';
import type { JobRunSummary } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { IconChevronRight } from '../../icons/index.ts';
import { jobTitle, stateInWords } from '../../jobs/index.ts';
import { paths } from '../../navigation/index.ts';
import { Section, StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './PositionPart.module.css';
import type { JobRun } from './types.ts';

/** More are counted: a clean-up may come after thousands. */
const mostShown = 8;

/** Where the job stands in the graph of its run: what it came after, and what comes after it. */
export function PositionPart({ job }: { job: JobRun }) {
  const words = texts.jobRun.position;
  const { application, run } = job;
  const { data } = useRoute('runs.get', { application, run });
  if (data === undefined) return null;
  const { edges, jobRuns } = data;
  const before = new Set(edges.filter(({ to }) => to === job.id).map(({ from }) => from));
  const after = new Set(edges.filter(({ from }) => from === job.id).map(({ to }) => to));
  if (before.size + after.size === 0) return null;
  return (
    <Section title={words.title}>
      <div className={styles.graph}>
        <Neighbours label={words.before} jobs={jobRuns.filter(({ id }) => before.has(id))} job={job} />
        <IconChevronRight size={16} aria-hidden className={styles.way} />
        <span className={styles.here} aria-current="true">
          <StateIcon tone={job.state} />
          <span className={styles.name}>{jobTitle(job)}</span>
        </span>
        <IconChevronRight size={16} aria-hidden className={styles.way} />
        <Neighbours label={words.after} jobs={jobRuns.filter(({ id }) => after.has(id))} job={job} />
      </div>
    </Section>
  );
}

function Neighbours({ label, jobs, job }: { label: string; jobs: JobRunSummary[]; job: JobRun }) {
  const words = texts.jobRun.position;
  if (jobs.length === 0) return <span className={styles.none}>{words.none}</span>;
  return (
    <ul className={styles.jobs} aria-label={label}>
      {jobs.slice(0, mostShown).map((one) => (
        <li key={one.id}>
          <Link
            className={styles.job}
            href={paths.jobRun(job.application, job.run, one.id)}
            title={`${jobTitle(one)}: ${stateInWords(one)}`}
          >
            <StateIcon tone={one.state} />
            <span className={styles.name}>{jobTitle(one)}</span>
            <span className="unseen">{stateInWords(one)}</span>
          </Link>
        </li>
      ))}
      {jobs.length > mostShown && <li className={styles.none}>{words.more(jobs.length - mostShown)}</li>}
    </ul>
  );
}
