import type { BuildProblem } from '../../../contract/index.ts';
import { StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './BuildProblemNote.module.css';

/** Why a build failed, and the line of the user's own file that caused it. */
export function BuildProblemNote({ problem }: { problem: BuildProblem }) {
  const { message, file, line, text } = problem;
  return (
    <div className={styles.note} data-state="failed" role="alert">
      <StateIcon tone="failed" size={18} />
      <div className={styles.body}>
        <p className={styles.message}>{message}</p>
        {file !== null && (
          <p className={styles.place}>
            <code>{texts.workers.problemAt(file, line)}</code>
            {text !== null && <code className={styles.text}>{text}</code>}
          </p>
        )}
      </div>
    </div>
  );
}
