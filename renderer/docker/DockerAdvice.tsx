import type { DockerProblem } from '../../contract/index.ts';
import { CopyButton } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './DockerAdvice.module.css';

/** What is wrong with Docker, what to do about it, and the command that does it. */
export function DockerAdvice({ problem }: { problem: DockerProblem }) {
  const words = texts.docker;
  return (
    <span className={styles.advice}>
      <span>
        <strong className={styles.message}>{problem.message}</strong> {problem.advice}
      </span>
      {problem.command !== null && (
        <span className={styles.command}>
          <code className={styles.code} aria-label={words.command}>
            {problem.command}
          </code>
          <CopyButton text={problem.command} label={words.copyCommand} />
        </span>
      )}
    </span>
  );
}
