import type { StudySummary } from '../../../contract/index.ts';
import { PassedBar, SeriesList, type FilterSum } from '../../filtering/index.ts';
import { formatDicomDate } from '../../format/index.ts';
import { IconStack2 } from '../../icons/index.ts';
import { ImportSteps } from '../../nextSteps/index.ts';
import { EmptyNote, ErrorNote, ListSkeleton, PatientName } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Preview.module.css';
import { PreviewTarget } from './PreviewTarget.tsx';
import type { FilterPreview } from './useFilterPreview.ts';

interface PreviewProps {
  preview: FilterPreview;
  sum: FilterSum;
  latestCount: number;
  chosen: StudySummary | null;
  onChoose: (study: StudySummary | null) => void;
  /** The rules cannot be read as they stand: what is shown is about those before. */
  held: boolean;
}

/** What the rules keep out of stored studies, by series, and why. */
export function Preview({ preview, sum, latestCount, chosen, onChoose, held }: PreviewProps) {
  const words = texts.filters;
  const none = latestCount === 0 && chosen === null;
  return (
    <section className={styles.preview} aria-label={words.preview}>
      <h2 className={styles.title}>{words.preview}</h2>
      {none ? (
        <EmptyNote icon={IconStack2} title={words.noStudyTitle} text={words.noStudyText}>
          <ImportSteps />
        </EmptyNote>
      ) : (
        <PreviewTarget latestCount={latestCount} chosen={chosen} onChoose={onChoose} />
      )}
      {held && <p className={styles.held}>{words.waitingForValid}</p>}
      {preview.error !== null && <ErrorNote error={preview.error} onRetry={preview.retry} />}
      {preview.loading && preview.error === null && <ListSkeleton rows={4} />}
      {preview.studies.length > 0 && (
        <div className={styles.result} data-outdated={preview.outdated || held || undefined}>
          <PassedBar sum={sum} />
          {preview.studies.map(({ study, report }) => (
            <div key={study.id} className={styles.study}>
              <h3 className={styles.studyName}>
                <PatientName PatientName={study.PatientName} PatientID={study.PatientID} />
                <span className={styles.studyFacts}>
                  {[study.StudyDescription, formatDicomDate(study.StudyDate)]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </h3>
              <SeriesList
                label={words.seriesOf(study.StudyDescription || texts.common.noDescription)}
                series={report.series}
              />
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
