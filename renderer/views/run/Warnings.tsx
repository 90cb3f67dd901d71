import type { Reason } from '../../../contract/index.ts';
import { ReasonList, StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Warnings.module.css';

/** What was noticed while the run was planned: a line that opens. */
export function Warnings({ warnings }: { warnings: Reason[] }) {
  // That images may be another patient's is not to be overlooked.
  const concernsPatient = warnings.some(({ code }) => code === 'patient-id-changed');
  return (
    <details className={styles.warnings} data-state="warning" open={concernsPatient}>
      <summary className={styles.title}>
        <StateIcon tone="warning" />
        {texts.run.warningsTitle(warnings.length)}
      </summary>
      <div className={styles.list}>
        <ReasonList reasons={warnings} />
      </div>
    </details>
  );
}
