import { EngineError, mostCounted } from '../../../contract/index.ts';
import type { RouteOutput, SeriesSummary, StudyPage, StudySummary } from '../../../contract/index.ts';
import type { History, SqlValue } from '../database/index.ts';
import { readPage } from './page.ts';
import type { ListQuery } from './page.ts';
import { otherPatientIds } from './patientIds.ts';
import { beginsWithUid, matchOf, studiesByUid } from './search/index.ts';
import type { StudyMatch } from './search/index.ts';

/** More studies of one patient are not counted for a list. */
const mostOfPatient = 100;
const studyColumns = `SELECT study.key, study.id, patient.id AS patient, patient.PatientID, patient.PatientName,
  study.StudyInstanceUID, study.StudyDate, study.StudyTime, study.StudyDescription, study.AccessionNumber,
  study.modalities, study.series_count AS seriesCount, study.instance_count AS instanceCount, study.bytes,
  study.last_instance_at AS lastInstanceAt,
  (SELECT count(*) FROM (SELECT 1 FROM study AS other WHERE other.patient_key = study.patient_key
     AND other.instance_count > 0 LIMIT ${mostOfPatient})) AS patientStudyCount`;
// In this order, see jobRuns.ts.
const studyTables = 'study CROSS JOIN patient ON patient.key = study.patient_key';
// Those whose last instance was taken out are kept for their runs only.
const isThere = { sql: 'study.instance_count > 0', parameters: [] };

type StudyRow = Omit<StudySummary, 'ModalitiesInStudy'> & { key: number; modalities: string };
type StudyQuery = ListQuery<StudyRow, StudySummary>;

function toStudy({ key: _key, modalities, ...row }: StudyRow): StudySummary {
  return { ...row, ModalitiesInStudy: modalities === '' ? [] : modalities.split('\\') };
}

/** Studies as `studies.list` gives them. */
export function listStudies(
  history: History,
  request: {
    search?: string | undefined;
    patient?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): StudyPage {
  const match = matchOf(request.search ?? '', (uid) => studiesByUid(history, uid));
  const isNarrowed = narrows(match) || request.patient !== undefined;
  const page = readPage(history, isNarrowed ? found(match, request.patient) : latest, request);
  return {
    ...page,
    rows: isNarrowed ? byPatient(page.rows) : page.rows,
    total: Math.min(page.total, isNarrowed ? mostCounted : page.total),
    isTotalExact: !isNarrowed || page.total <= mostCounted,
    unknownNames: match.unknownNames,
  };
}

function narrows({ expression, isImpossible, keys, uidBeginnings }: StudyMatch): boolean {
  return expression !== null || isImpossible || keys !== null || uidBeginnings.length > 0;
}

/** All of them, the latest to get an instance first. */
const latest: StudyQuery = {
  select: studyColumns,
  from: studyTables,
  conditions: [isThere],
  total: { sql: 'SELECT count(*) AS n FROM study WHERE instance_count > 0', parameters: [] },
  order: { columns: ['study.last_instance_at', 'study.key'], direction: 'DESC' },
  position: (row) => [row.lastInstanceAt, row.key],
  item: toStudy,
};

/**
 * Those that match, the latest to come first: in this order they stand in the full-text index, so that a page costs the
 * same however many match.
 */
function found(match: StudyMatch, patient: string | undefined): StudyQuery {
  const { expression, isImpossible, keys } = match;
  const key = expression === null ? 'study.key' : 'study_words.rowid';
  const conditions: { sql: string; parameters: SqlValue[] }[] = [isThere];
  if (isImpossible) conditions.push({ sql: '0', parameters: [] });
  if (expression !== null) conditions.push({ sql: 'study_words MATCH ?', parameters: [expression] });
  if (keys !== null) {
    const sql = `${key} IN (SELECT value FROM json_each(?))`;
    conditions.push({ sql, parameters: [JSON.stringify(keys)] });
  }
  conditions.push(...match.uidBeginnings.map(beginsWithUid));
  if (patient !== undefined) {
    const sql = 'study.patient_key = (SELECT key FROM patient WHERE id = ?)';
    conditions.push({ sql, parameters: [patient] });
  }
  const from =
    expression === null ? 'study' : 'study_words CROSS JOIN study ON study.key = study_words.rowid';
  // What is gone is not in the full-text index: where nothing else is asked for, it alone is counted.
  const counted = conditions.filter((condition) => condition !== isThere);
  const isWordsOnly = expression !== null && counted.length === 1;
  const where = (isWordsOnly ? counted : conditions).map(({ sql }) => sql).join(' AND ');
  return {
    select: studyColumns,
    from: `${from} CROSS JOIN patient ON patient.key = study.patient_key`,
    conditions,
    total: {
      sql: `SELECT count(*) AS n FROM (SELECT 1 FROM ${isWordsOnly ? 'study_words' : from} WHERE ${where} LIMIT ${mostCounted + 1})`,
      parameters: conditions.flatMap(({ parameters }) => parameters),
    },
    order: { columns: [key], direction: 'DESC' },
    position: (row) => [row.key],
    item: toStudy,
  };
}

/** Brings the studies of one patient together, where the first of them stands. */
function byPatient(studies: readonly StudySummary[]): StudySummary[] {
  const groups = new Map<string, StudySummary[]>();
  for (const study of studies) {
    const group = groups.get(study.patient);
    if (group === undefined) groups.set(study.patient, [study]);
    else group.push(study);
  }
  return [...groups.values()].flat();
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
