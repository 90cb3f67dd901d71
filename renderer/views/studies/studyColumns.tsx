import { Link } from 'wouter';
import type { StudySummary } from '../../../contract/index.ts';
import { formatBytes, formatCount, formatDicomDate } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { Ago, PatientName, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Modalities } from './Modalities.tsx';
import styles from './studyColumns.module.css';

/**
 * What a list says of studies. Where several of one patient follow each other, the later ones stand back.
 * @param rows the list, in its order
 */
export function studyColumns(application: string, rows: readonly StudySummary[]): Column<StudySummary>[] {
  const further = new Set(
    rows.filter((study, place) => rows[place - 1]?.patient === study.patient).map(({ id }) => id),
  );
  return [
    {
      id: 'patient',
      header: texts.studies.columnPatient,
      width: 'minmax(0, 1.7fr)',
      cell: (study) => (
        <span className={styles.patient} data-further={further.has(study.id) || undefined}>
          <PatientName PatientName={study.PatientName} PatientID={study.PatientID} />
        </span>
      ),
    },
    {
      id: 'ofPatient',
      header: texts.studies.patientStudies,
      width: '66px',
      control: true,
      cell: (study) =>
        study.patientStudyCount > 1 && !further.has(study.id) ? (
          <Link href={paths.patient(application, study.patient)} className={styles.others}>
            {texts.studies.ofPatient(study.patientStudyCount)}
          </Link>
        ) : null,
    },
    ...studyOnlyColumns,
  ];
}

/** What a list of the studies of one patient says. */
export const studyOnlyColumns: Column<StudySummary>[] = [
  {
    id: 'study',
    header: texts.studies.columnStudy,
    width: 'minmax(0, 1.5fr)',
    cell: (study) => study.StudyDescription || texts.common.noDescription,
  },
  {
    id: 'date',
    header: texts.studies.columnDate,
    width: '88px',
    cell: (study) => <span className="tabular">{formatDicomDate(study.StudyDate)}</span>,
  },
  {
    id: 'modality',
    header: texts.studies.columnModality,
    width: '104px',
    cell: (study) => <Modalities values={study.ModalitiesInStudy} />,
  },
  {
    id: 'series',
    header: texts.studies.columnSeries,
    width: '52px',
    end: true,
    cell: (study) => formatCount(study.seriesCount),
  },
  {
    id: 'images',
    header: texts.studies.columnImages,
    width: '60px',
    end: true,
    cell: (study) => formatCount(study.instanceCount),
  },
  {
    id: 'size',
    header: texts.studies.columnSize,
    width: '68px',
    end: true,
    wideOnly: true,
    cell: (study) => formatBytes(study.bytes),
  },
  {
    id: 'received',
    header: texts.studies.columnReceived,
    width: '124px',
    wideOnly: true,
    cell: (study) => <Ago at={study.lastInstanceAt} />,
  },
];
