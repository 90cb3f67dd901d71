import { ErrorNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { ViewProblem } from './problemOf.ts';
import styles from './Problem.module.css';

/** Why an object is not shown, in words; the cause is one click away. */
export function Problem({ problem: { what, details } }: { problem: ViewProblem }) {
  return (
    <div className={styles.place}>
      <ErrorNote error={{ ...texts.viewer.problem[what], details }} />
    </div>
  );
}
