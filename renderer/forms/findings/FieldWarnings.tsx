import { StateIcon } from '../../parts/index.ts';
import styles from './FieldWarnings.module.css';
import { inWords, useFieldFindings } from './findingsContext.ts';

/** Below a field: what should be known of it, and keeps nothing from happening. */
export function FieldWarnings({ path }: { path: string }) {
  const { warnings } = useFieldFindings(path);
  return (
    <div aria-live="polite">
      {warnings.map((warning) => (
        <p key={`${warning.code} ${warning.message}`} className={styles.warning} data-state="warning">
          <StateIcon tone="warning" size={14} />
          <span>{inWords(warning)}</span>
        </p>
      ))}
    </div>
  );
}
