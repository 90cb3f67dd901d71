import { CodeBlock, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** The error that ended a job run, with what Python says about it. */
export function ErrorPart({ error }: { error: NonNullable<JobRun['error']> }) {
  return (
    <Section title={texts.jobRun.error}>
      <p className={styles.message}>
        <span className={styles.type}>{error.type}</span>
        {error.message !== '' && `: ${error.message}`}
      </p>
      {error.traceback === null ? (
        <p className={styles.note}>{texts.jobRun.noTraceback}</p>
      ) : (
        <CodeBlock text={error.traceback} label={texts.jobRun.traceback} />
      )}
    </Section>
  );
}
