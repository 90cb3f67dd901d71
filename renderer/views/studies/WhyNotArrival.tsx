import type { ExplainedArrival } from '../../../contract/index.ts';
import { RuleCounts, SeriesList } from '../../filtering/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, ReasonList } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './WhyNot.module.css';
import { WhyNotJobs } from './WhyNotJobs.tsx';

/** What would become of one patient, study or series: completeness, filters, jobs. */
export function WhyNotArrival({ arrival }: { arrival: ExplainedArrival }) {
  const application = useApplicationId();
  const words = texts.explain;
  const { level, PatientID, studyCount, seriesCount, instanceCount, state, missing, filters } = arrival;
  return (
    <div className={styles.arrival}>
      <p className={styles.head}>
        {words.gathered[level](PatientID, studyCount)} ({words.counts(seriesCount, instanceCount)}).{' '}
        {words.states[state]}. {missing.length === 0 && words.nothingMissing}
      </p>
      {missing.length > 0 && (
        <>
          <h3 className={styles.title}>{words.missingTitle}</h3>
          <ReasonList
            reasons={missing.map(({ message }) => ({ code: 'incomplete', message, details: null }))}
          />
        </>
      )}
      <h3 className={styles.title}>{words.jobsTitle}</h3>
      {arrival.jobs.length === 0 ? (
        <EmptyNote title={words.noJobs} text={words.noJobsText}>
          <WayTo href={paths.installService(application)} label={texts.nextSteps.installService} />
        </EmptyNote>
      ) : (
        <WhyNotJobs jobs={arrival.jobs} />
      )}
      {arrival.warnings.length > 0 && (
        <>
          <h3 className={styles.title}>{words.warningsTitle}</h3>
          <ReasonList reasons={arrival.warnings} />
        </>
      )}
      <h3 className={styles.title}>{words.filtersTitle}</h3>
      {!filters.enabled && <p className={styles.lead}>{words.filtersOff}</p>}
      <RuleCounts sum={filters.report} />
      <SeriesList label={words.seriesLabel} series={filters.report.series} />
    </div>
  );
}
