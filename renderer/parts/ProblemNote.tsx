import { texts } from '../texts/index.ts';
import { CodeBlock } from './CodeBlock.tsx';
import styles from './ProblemNote.module.css';
import { StateIcon } from './StateIcon.tsx';

interface ProblemNoteProps {
  tone: 'failed' | 'warning';
  problem: string;
  /** Technical cause. */
  details: string | null;
}

/** What is wrong with the thing it stands at; the technical cause one click away. */
export function ProblemNote({ tone, problem, details }: ProblemNoteProps) {
  return (
    <div className={styles.note} data-state={tone} role={tone === 'failed' ? 'alert' : 'status'}>
      <span className={styles.icon}>
        <StateIcon tone={tone} />
      </span>
      <div className={styles.words}>
        <p className={styles.problem}>{problem}</p>
        {details !== null && details !== '' && (
          <details className={styles.cause}>
            <summary>{texts.common.technicalCause}</summary>
            <CodeBlock text={details} label={texts.common.technicalCause} />
          </details>
        )}
      </div>
    </div>
  );
}
