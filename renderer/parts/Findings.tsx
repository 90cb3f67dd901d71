import type { ServiceFinding } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Findings.module.css';
import { StateIcon } from './StateIcon.tsx';

const tones = { error: 'failed', warning: 'warning' } as const;

/** What was found in the folder of a service or worker, errors first. */
export function Findings({ findings }: { findings: ServiceFinding[] }) {
  const sorted = findings.toSorted((one, other) => one.severity.localeCompare(other.severity));
  return (
    <ul className={styles.list} aria-label={texts.services.findings}>
      {sorted.map((finding) => (
        <li key={`${finding.file} ${finding.line} ${finding.message}`} className={styles.finding}>
          <StateIcon tone={tones[finding.severity]} />
          <span>
            <span className={styles.severity}>{texts.services.severities[finding.severity]}: </span>
            {finding.message}{' '}
            <code className={styles.place}>
              {finding.file}
              {finding.line !== null && `, ${texts.services.line(finding.line)}`}
            </code>
          </span>
        </li>
      ))}
    </ul>
  );
}
