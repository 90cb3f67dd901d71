import type { Finding } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Findings.module.css';
import { StateIcon } from './StateIcon.tsx';

const tones = { error: 'failed', warning: 'warning' } as const;

/** What was found in the folder of a service or worker, errors first. */
export function Findings({ findings }: { findings: Finding[] }) {
  const sorted = findings.toSorted((one, other) => one.severity.localeCompare(other.severity));
  return (
    <ul className={styles.list} aria-label={texts.services.findings}>
      {sorted.map((finding) => (
        <li
          key={`${finding.code} ${finding.file} ${finding.line} ${finding.message}`}
          className={styles.finding}
        >
          <StateIcon tone={tones[finding.severity]} />
          <span>
            <span className={styles.severity}>{texts.services.severities[finding.severity]}: </span>
            {finding.message}{' '}
            {finding.file !== null && (
              <code className={styles.place}>
                {finding.file}
                {finding.line !== null && `, ${texts.services.line(finding.line)}`}
              </code>
            )}
            {finding.advice !== null && <span className={styles.advice}> {finding.advice}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
