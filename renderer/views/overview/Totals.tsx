import type { ApplicationDetail } from '../../../contract/index.ts';
import { formatCount } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Totals.module.css';

/** How much there is of everything. */
export function Totals({ counts }: { counts: ApplicationDetail['counts'] }) {
  const totals = [
    [texts.overview.patients, counts.patients],
    [texts.overview.studies, counts.studies],
    [texts.overview.series, counts.series],
    [texts.overview.images, counts.instances],
    [texts.overview.runs, counts.runs],
    [texts.overview.failedRuns, counts.failedRuns],
  ] as const;
  return (
    <dl className={styles.totals} aria-label={texts.overview.totals}>
      {totals.map(([name, value]) => (
        <div
          key={name}
          className={styles.total}
          data-alarming={(name === texts.overview.failedRuns && value > 0) || undefined}
        >
          <dt>{name}</dt>
          <dd>{formatCount(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
