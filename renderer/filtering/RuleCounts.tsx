import { texts } from '../texts/index.ts';
import styles from './RuleCounts.module.css';
import type { FilterSum } from './sumReports.ts';

/** What each rule kept out, those that kept something out only. */
export function RuleCounts({ sum }: { sum: FilterSum }) {
  if (sum.rules.length === 0) return <p className={styles.none}>{texts.filters.everythingPasses}</p>;
  return (
    <dl className={styles.rules}>
      {sum.rules.map(({ rule, instances, series }) => (
        <div key={rule} className={styles.rule}>
          <dt>{texts.filters.ruleNames[rule]}</dt>
          <dd>{texts.filters.wasKeptOut(instances, series)}</dd>
        </div>
      ))}
    </dl>
  );
}
