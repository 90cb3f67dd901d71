import type { Attempt } from '../../../contract/index.ts';
import { formatBytes, formatClock } from '../../format/index.ts';
import { attemptTones, DataTable, Elapsed, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Attempts.module.css';
import { FormerAttempts } from './FormerAttempts.tsx';
import type { JobRun } from './types.ts';

/** Every time it was tried. */
export function Attempts({ job: { attemptList: attempts, error } }: { job: JobRun }) {
  const words = texts.jobRun;
  /** The error of the job itself stands apart. */
  const isShown = ({ number }: Attempt) => error !== null && number === attempts.at(-1)?.number;
  const problems = attempts.filter(({ problem }) => problem !== null);
  return (
    <>
      <DataTable
        label={words.attempts}
        rows={attempts}
        rowId={(attempt) => String(attempt.number)}
        columns={[
          {
            id: 'outcome',
            header: words.attempts,
            cell: (attempt) => (
              <StateBadge
                tone={attemptTones[attempt.outcome]}
                label={`${attempt.number}: ${words.attemptOutcomes[attempt.outcome]}`}
                plain
              />
            ),
          },
          { id: 'started', header: words.started, cell: (attempt) => formatClock(attempt.startedAt) },
          {
            id: 'duration',
            header: words.duration,
            end: true,
            cell: (attempt) => <Elapsed from={attempt.startedAt} to={attempt.finishedAt} />,
          },
          {
            id: 'environment',
            header: words.environment,
            cell: (attempt) => attempt.environment ?? texts.common.none,
          },
          {
            id: 'output',
            header: words.output,
            end: true,
            cell: (attempt) => formatBytes(attempt.logBytes),
          },
        ]}
      />
      {problems.map((attempt) => (
        <p key={attempt.number} className={styles.problem}>
          {words.attempt(attempt.number)}: {attempt.problem}
        </p>
      ))}
      <FormerAttempts attempts={attempts.filter((one) => !isShown(one))} />
    </>
  );
}
