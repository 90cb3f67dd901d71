import type { RunSummary } from '../../contract/index.ts';
import { countEnded } from '../jobs/index.ts';
import { StateBar } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './JobsBar.module.css';

/** The jobs of a run by state; while it is active, also how many have ended. */
export function JobsBar({ run }: { run: RunSummary }) {
  const { ended, total } = countEnded(run.jobCounts);
  return (
    <span className={styles.bar}>
      <StateBar counts={run.jobCounts} />
      {run.state === 'active' && <span className={styles.count}>{texts.runs.doneOf(ended, total)}</span>}
    </span>
  );
}
