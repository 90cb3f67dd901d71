import type { Reason } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import { CodeBlock } from './CodeBlock.tsx';
import styles from './ReasonList.module.css';

/** Reasons in words, each with its technical cause one click away. */
export function ReasonList({ reasons }: { reasons: Reason[] }) {
  return (
    <ul className={styles.list}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.message}`}>
          {reason.message}
          {reason.details !== null && (
            <details>
              <summary>{texts.common.technicalCause}</summary>
              <CodeBlock text={reason.details} label={texts.common.technicalCause} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
