import type { FilterReport } from '../../../contract/index.ts';
import { RuleCounts, SeriesList } from '../../filtering/index.ts';
import { IconFilter } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './notes.module.css';

/** What the filters kept out of a run: a line that opens. */
export function KeptOut({ report }: { report: FilterReport }) {
  const words = texts.filters;
  return (
    <details className={styles.report}>
      <summary className={styles.summary}>
        <IconFilter size={15} aria-hidden />
        {words.runTitle(report.instanceCount - report.passedInstanceCount, report.instanceCount)}
      </summary>
      <div className={styles.body}>
        <RuleCounts sum={report} />
        <SeriesList label={words.bySeries} series={report.series} />
      </div>
    </details>
  );
}
