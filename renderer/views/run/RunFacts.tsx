import { Link } from 'wouter';
import type { RouteOutput } from '../../../contract/index.ts';
import { EstimateText } from '../../estimates/index.ts';
import { formatDicomDate } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Ago, Elapsed, PatientName } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './RunFacts.module.css';

/** Whom a run is about, which studies, when and how long. */
export function RunFacts({ run }: { run: RouteOutput<'runs.get'> }) {
  const application = useApplicationId();
  return (
    <div className={styles.facts}>
      <PatientName PatientName={run.PatientName} PatientID={run.PatientID} />
      {run.studies.map((study) => (
        <Link key={study.id} href={paths.study(application, study.id)} className={styles.study}>
          {[
            formatDicomDate(study.StudyDate),
            study.StudyDescription || texts.common.noDescription,
            texts.common.series(study.seriesCount),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </Link>
      ))}
      <span>
        {texts.run.began} <Ago at={run.createdAt} />,{' '}
        {run.finishedAt === null ? texts.run.running : texts.run.took}{' '}
        <Elapsed from={run.createdAt} to={run.finishedAt} />
      </span>
      {run.estimate !== null && <EstimateText estimate={run.estimate} />}
    </div>
  );
}
