import type { StudySummary } from '../../../contract/index.ts';
import { formatBytes, formatCount, formatDicomDate } from '../../format/index.ts';
import { Ago, PatientName, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Modalities } from './Modalities.tsx';

/** What the list says of a study. */
export const studyColumns: Column<StudySummary>[] = [
  {
    id: 'patient',
    header: texts.studies.columnPatient,
    width: 'minmax(0, 1.7fr)',
    cell: (study) => <PatientName PatientName={study.PatientName} PatientID={study.PatientID} />,
  },
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
