import { formatDateTime, formatDuration } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { Elapsed, EmptyNote, KeyValues, ReasonList, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Attempts } from './Attempts.tsx';
import { CommandsPart } from './CommandsPart.tsx';
import { ErrorPart } from './ErrorPart.tsx';
import { InputPart } from './InputPart.tsx';
import { PositionPart } from './PositionPart.tsx';
import { ResultPart } from './ResultPart.tsx';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** What became of it, and when. */
export function SummaryTab({ job }: { job: JobRun }) {
  const words = texts.jobRun;
  return (
    <>
      {job.reason !== null && (
        <Section title={words.reason}>
          <ReasonList reasons={[job.reason]} />
        </Section>
      )}
      {job.waiting !== null && (
        <Section title={texts.control.waits}>
          <p className={styles.message}>{job.waiting.message}</p>
        </Section>
      )}
      {job.error !== null && <ErrorPart error={job.error} />}
      {(job.state === 'succeeded' || job.error === null) && <ResultPart job={job} />}
      <PositionPart job={job} />
      <InputPart job={job} />
      <Section title={words.times}>
        <KeyValues
          pairs={[
            [words.created, formatDateTime(job.createdAt)],
            [words.waited, waited(job)],
            [words.duration, <Elapsed key="duration" from={job.startedAt} to={job.finishedAt} />],
            [words.finished, job.finishedAt === null ? texts.common.none : formatDateTime(job.finishedAt)],
          ]}
        />
      </Section>
      <Section title={words.attempts}>
        {job.attemptList.length === 0 ? (
          <EmptyNote title={words.noAttempts}>
            <WayTo href={paths.run(job.application, job.run)} label={texts.nextSteps.run} />
          </EmptyNote>
        ) : (
          <Attempts job={job} />
        )}
      </Section>
      <CommandsPart job={job} />
    </>
  );
}

function waited({ queuedAt, startedAt }: Pick<JobRun, 'queuedAt' | 'startedAt'>): string {
  if (queuedAt === null || startedAt === null) return texts.common.none;
  return formatDuration(startedAt - queuedAt);
}
