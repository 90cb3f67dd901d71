import { CodeBlock, JsonTree, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** What the worker function returned. */
export function ResultPart({ job }: { job: JobRun }) {
  const words = texts.jobRun;
  return <Section title={words.result}>{shown()}</Section>;

  function shown() {
    if (job.state !== 'succeeded') return <p className={styles.nothing}>{words.resultPending}</p>;
    if (job.resultIsRepr) {
      return (
        <>
          <p className={styles.note}>{words.resultIsRepr}</p>
          <CodeBlock
            text={typeof job.result === 'string' ? job.result : JSON.stringify(job.result)}
            label={words.result}
          />
        </>
      );
    }
    if (job.result === null) return <p className={styles.nothing}>{words.resultNone}</p>;
    return <JsonTree value={job.result} label={words.result} />;
  }
}
