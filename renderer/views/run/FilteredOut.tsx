import type { FilterReport } from '../../../contract/index.ts';
import { RuleCounts, SeriesList } from '../../filtering/index.ts';
import { IconFilter } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './notes.module.css';

/** In place of jobs: a run that no image passed, and why. */
export function FilteredOut({ report }: { report: FilterReport | null }) {
  const application = useApplicationId();
  const words = texts.filters;
  return (
    <div className={styles.whole}>
      <EmptyNote icon={IconFilter} title={words.runNothingTitle} text={words.runNothingText}>
        <WayTo href={paths.filters(application)} label={words.change} />
      </EmptyNote>
      {report !== null && (
        <>
          <Section title={words.byRule}>
            <RuleCounts sum={report} />
          </Section>
          <Section title={words.bySeries}>
            <SeriesList label={words.bySeries} series={report.series} />
          </Section>
        </>
      )}
    </div>
  );
}
