import type { StudySummary } from '../../../contract/index.ts';
import { formatBytes, formatDicomDate, formatDicomTime } from '../../format/index.ts';
import { Link } from 'wouter';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Ago, CopyButton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Modalities } from './Modalities.tsx';
import styles from './StudyFacts.module.css';

/** What identifies a study, and how much of it there is. */
export function StudyFacts({ study }: { study: StudySummary }) {
  const application = useApplicationId();
  const words = texts.studies;
  const when = [formatDicomDate(study.StudyDate), formatDicomTime(study.StudyTime)]
    .filter((part) => part !== '')
    .join(' ');
  const facts = [
    [
      words.patientId,
      <span key="patient">
        {study.PatientID || texts.common.none}
        {study.patientStudyCount > 1 && (
          <>
            {' · '}
            <Link href={paths.patient(application, study.patient)}>
              {words.studiesOfPatient(study.patientStudyCount)}
            </Link>
          </>
        )}
      </span>,
    ],
    [words.studyDate, when],
    [words.accessionNumber, study.AccessionNumber],
    [words.columnModality, <Modalities key="modalities" values={study.ModalitiesInStudy} />],
    [
      words.stored,
      [
        texts.common.series(study.seriesCount),
        texts.common.images(study.instanceCount),
        formatBytes(study.bytes),
      ].join(', '),
    ],
    [words.columnReceived, <Ago key="ago" at={study.lastInstanceAt} />],
    [
      words.studyUid,
      <span key="uid" className={styles.uid}>
        {study.StudyInstanceUID} <CopyButton text={study.StudyInstanceUID} />
      </span>,
    ],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value === '' ? texts.common.none : value}</dd>
        </div>
      ))}
    </dl>
  );
}
