import { formatCount } from '../format/index.ts';
import { ProgressBar } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './PassedBar.module.css';
import type { FilterSum } from './sumReports.ts';

/** How much passed: in words, and as a bar. */
export function PassedBar({ sum }: { sum: FilterSum }) {
  const { instanceCount, passedInstanceCount, seriesCount, passedSeriesCount } = sum;
  const words = texts.filters;
  return (
    <div className={styles.passed}>
      <output className={styles.words}>
        <strong>{words.passed(formatCount(passedInstanceCount), instanceCount)}</strong>{' '}
        {words.inSeries(passedSeriesCount, seriesCount)}
      </output>
      <ProgressBar
        label={words.passedShare}
        share={instanceCount === 0 ? 1 : passedInstanceCount / instanceCount}
      />
    </div>
  );
}
