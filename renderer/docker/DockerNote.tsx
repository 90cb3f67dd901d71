import type { DockerProblem } from '../../contract/index.ts';
import { CodeBlock, StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { DockerAdvice } from './DockerAdvice.tsx';
import { DockerButtons } from './DockerButtons.tsx';
import styles from './DockerNote.module.css';

interface DockerNoteProps {
  problem: DockerProblem;
  /** It is about Docker itself, which can be started or looked for again. */
  canRetry?: boolean;
}

/** A problem with Docker or a container, with the technical cause one click away. */
export function DockerNote({ problem, canRetry = false }: DockerNoteProps) {
  return (
    <div className={styles.note} data-state="failed" role="alert">
      <StateIcon tone="failed" size={18} />
      <div className={styles.body}>
        <DockerAdvice problem={problem} />
        {problem.details !== null && problem.details !== '' && (
          <details className={styles.cause}>
            <summary>{texts.common.technicalCause}</summary>
            <CodeBlock text={problem.details} label={texts.common.technicalCause} />
          </details>
        )}
      </div>
      {canRetry && <DockerButtons />}
    </div>
  );
}
