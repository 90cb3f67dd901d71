import type { RunSummary } from '../../contract/index.ts';
import { jobRunStates } from '../jobs/index.ts';
import { texts } from '../texts/index.ts';
import styles from './StateBar.module.css';

/** How many job runs of a run are in which state, as a bar and in words. */
export function StateBar({ counts }: { counts: RunSummary['jobCounts'] }) {
  const present = jobRunStates.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  const words = present.map(({ state, count }) =>
    texts.runs.barPart(count, texts.common.jobRunStates[state]),
  );
  return (
    <>
      <span className={styles.bar} title={words.join(', ')} aria-hidden>
        {present.map(({ state, count }) => (
          <span key={state} className={styles.part} data-state={state} style={{ flexGrow: count }} />
        ))}
      </span>
      <span className="unseen">{texts.runs.barLabel(words)}</span>
    </>
  );
}
