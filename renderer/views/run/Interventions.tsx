import type { Intervention } from '../../../contract/index.ts';
import { formatDateTime } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './notes.module.css';

/** What people cancelled and requeued: a line that opens. */
export function Interventions({ interventions }: { interventions: Intervention[] }) {
  return (
    <details className={styles.report}>
      <summary className={styles.summary}>{texts.control.interventionsTitle(interventions.length)}</summary>
      <ul className={styles.changes}>
        {interventions.map(({ at, message }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- they only grow at the end
          <li key={`${at} ${index}`}>
            {formatDateTime(at)}: {message}
          </li>
        ))}
      </ul>
    </details>
  );
}
