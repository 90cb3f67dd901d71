import type { DoorSummary } from '../../../contract/index.ts';
import { formatBytes, formatBytesPerSecond, formatCount, formatPerSecond } from '../../format/index.ts';
import { Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { countNames } from './countsInWords.ts';
import styles from './DoorTotals.module.css';

/** What came through a door so far, and how fast something comes now. */
export function DoorTotals({ door }: { door: DoorSummary }) {
  const words = texts.doors;
  return (
    <Section title={words.soFar}>
      <dl className={styles.totals}>
        {countNames.map((name) => (
          <div
            key={name}
            className={styles.total}
            data-alarming={(name === 'refused' && door.counts.refused > 0) || undefined}
            title={words.countHelp[name]}
          >
            <dt>{words.counts[name]}</dt>
            <dd>{formatCount(door.counts[name])}</dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>{words.taken}</dt>
          <dd>{formatBytes(door.counts.bytes)}</dd>
        </div>
        <div className={styles.total} data-now>
          <dt>{words.rate}</dt>
          <dd>
            {formatPerSecond(door.rate)}
            <span className={styles.bytes}>{formatBytesPerSecond(door.byteRate)}</span>
          </dd>
        </div>
      </dl>
    </Section>
  );
}
