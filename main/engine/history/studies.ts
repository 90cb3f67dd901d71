import { EngineError } from '../../../contract/index.ts';
import type { Page, RouteOutput, SeriesSummary, StudySummary } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { searchWords } from '../dicom/index.ts';
import { readPage } from './page.ts';
import { otherPatientIds } from './patientIds.ts';

const studyColumns = `SELECT study.key, study.id, patient.id AS patient, patient.PatientID, patient.PatientName,
  study.StudyInstanceUID, study.StudyDate, study.StudyTime, study.StudyDescription, study.AccessionNumber,
  study.modalities, study.series_count AS seriesCount, study.instance_count AS instanceCount, study.bytes,
  study.last_instance_at AS lastInstanceAt`;
// In this order, see jobRuns.ts.
const studyTables = 'study CROSS JOIN patient ON patient.key = study.patient_key';

type StudyRow = Omit<StudySummary, 'ModalitiesInStudy'> & { key: number; modalities: string };

function toStudy({ key: _key, modalities, ...row }: StudyRow): StudySummary {
  return { ...row, ModalitiesInStudy: modalities === '' ? [] : modalities.split('\\') };
}

/** Studies, newest arrival first; every word of `search` must begin a word of name, ids, date or description. */
export function listStudies(
  history: History,
  request: { search?: string | undefined; limit: number; cursor?: string | undefined },
): Page<StudySummary> {
  const words = searchWords(request.search ?? '')
    .split(' ')
    .filter((word) => word !== '');
  return readPage<StudyRow, StudySummary>(
    history,
    {
      select: studyColumns,
      from: studyTables,
      // `search` was made by the same function: words, each with a space before it.
      conditions: [
        // Those whose last instance was taken out are kept for their runs only.
        { sql: 'study.instance_count > 0', parameters: [] },
        ...words.map((word) => ({ sql: 'instr(study.search, ?) > 0', parameters: [` ${word}`] })),
      ],
      order: { columns: ['study.last_instance_at', 'study.key'], direction: 'DESC' },
      position: (row) => [row.lastInstanceAt, row.key],
      item: toStudy,
    },
    request,
  );
}

/** One study with its series and the runs that processed it. */
export function getStudy(history: History, id: string): RouteOutput<'studies.get'> {
  const row = history.get<StudyRow>(`${studyColumns} FROM ${studyTables} WHERE study.id = ?`, [id]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such study in the archive.');
  return {
    ...toStudy(row),
    series: history.all<SeriesSummary>(
      `SELECT id, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription, BodyPartExamined,
         instance_count AS instanceCount, bytes
       FROM series WHERE study_key = ? ORDER BY CAST(SeriesNumber AS INTEGER), key`,
      [row.key],
    ),
    otherPatientIDs: otherPatientIds(history, row.key),
    runs: history.all(
      `SELECT run.id, run.state, run.created_at AS createdAt FROM run_study JOIN run ON run.id = run_study.run_id
       WHERE run_study.study_key = ? ORDER BY run.number DESC`,
      [row.key],
    ),
  };
}
