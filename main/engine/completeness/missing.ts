import { parseSeriesExpression } from '../../../contract/index.ts';
import type { Missing, SeriesExpression } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { anythingFetched, fetchedFor } from './fetches.ts';
import type { Fetched } from './fetches.ts';
import { describeUnfulfilled } from './requiredSeries/index.ts';
import type { ArrivedSeries } from './requiredSeries/index.ts';

/** What an arrival has of what it is to have. */
export interface Contents {
  missing: Missing[];
  /** Everything that was announced has come, and something was announced for all that came. */
  allExpected: boolean;
}

interface ArrivedStudy {
  StudyInstanceUID: string;
  StudyDate: string;
  StudyDescription: string;
  /** Null where nobody told. */
  expected: number | null;
  received: number;
  /** 1 where a peer told it of a study that is sent to us: it may still grow there, so that it completes nothing. */
  isFromPeer: number | null;
  /** Instances of it came with this arrival. */
  came: number;
}

interface ExpectedStudy extends ArrivedStudy {
  /** No more of it comes. */
  isOver: boolean;
}

const nothingLacking: Contents = { missing: [], allExpected: false };

/** Reads what an arrival lacks; `expression` as in the options of the application. */
export function readContents(history: History, arrivalId: string, expression: string | null): Contents {
  // Nearly always; a large import can complete thousands of arrivals at once.
  if (expression === null && !anythingExpected(history) && !anythingFetched(history)) return nothingLacking;
  const fetched = fetchedFor(history, arrivalId);
  const studies = withFetched(readStudies(history, arrivalId), fetched);
  const announced = studies.filter((study) => study.expected !== null);
  const short = announced.filter((study) => study.received < (study.expected ?? 0));
  const awaited = short.filter((study) => !study.isOver);
  const missing: Missing[] = awaited.map((study) => ({
    code: 'expected-instances',
    message: `${study.received} of ${study.expected} expected instances of the study ${nameOf(study)} have arrived.`,
  }));
  const untold = fetched.filter((one) => one.isOver === 0 && one.expected === null);
  for (const title of new Set(untold.map((one) => one.title))) {
    const name = title === '' ? 'without a description' : title;
    missing.push({ code: 'being-fetched', message: `The study ${name} is still being fetched.` });
  }
  if (expression !== null) {
    const sentences = describeUnfulfilled(parsed(expression), readSeries(history, arrivalId));
    missing.push(...sentences.map((message) => ({ code: 'required-series' as const, message })));
  }
  return {
    missing,
    allExpected:
      announced.length > 0 &&
      short.length === 0 &&
      studies.every((study) => study.came === 0 || (study.expected !== null && study.isFromPeer !== 1)),
  };
}

/** Adds what tasks fetch: what their peers tell, and studies of which nothing has come. */
function withFetched(studies: readonly ArrivedStudy[], fetched: readonly Fetched[]): ExpectedStudy[] {
  const told = fetched.filter((one) => one.expected !== null);
  const known = new Set(studies.map((study) => study.StudyInstanceUID));
  // Of a study that several tasks fetch, what is still to come counts.
  const absent = new Map(
    told
      .filter((one) => !known.has(one.StudyInstanceUID))
      .sort((one, other) => other.isOver - one.isOver)
      .map((one) => [one.StudyInstanceUID, one]),
  );
  return [
    ...studies.map((study) => {
      const items = told.filter((one) => one.StudyInstanceUID === study.StudyInstanceUID);
      const open = items.filter((one) => one.isOver === 0);
      const isOver = study.expected === null && items.length > 0 && open.length === 0;
      const counts = (isOver ? items : open).map((one) => one.expected ?? 0);
      if (counts.length === 0) return { ...study, isOver };
      return { ...study, expected: Math.max(study.expected ?? 0, ...counts), isOver };
    }),
    ...[...absent.values()].map((one) => ({
      ...one,
      StudyDate: '',
      StudyDescription: one.title,
      came: 0,
      isFromPeer: null,
      isOver: one.isOver === 1,
    })),
  ];
}

/** The studies of an arrival. One that stands under two patient ids counts its instances under both. */
function readStudies(history: History, arrivalId: string): ArrivedStudy[] {
  return history.all<ArrivedStudy>(
    `SELECT study.StudyInstanceUID, study.StudyDate, study.StudyDescription, expected_study.instance_count AS expected,
       expected_study.is_by_hand = 0 AS isFromPeer,
       (SELECT sum(other.instance_count) FROM study AS other
        WHERE other.StudyInstanceUID = study.StudyInstanceUID) AS received,
       study.last_instance_at >= arrival.first_instance_at AS came
     FROM arrival JOIN study ON study.key IN (SELECT series.study_key FROM arrival_series
         JOIN series ON series.key = arrival_series.series_key WHERE arrival_series.arrival_id = arrival.id)
       LEFT JOIN expected_study ON arrival.level <> 'series'
         AND expected_study.StudyInstanceUID = study.StudyInstanceUID
     WHERE arrival.id = ?`,
    [arrivalId],
  );
}

function readSeries(history: History, arrivalId: string): ArrivedSeries[] {
  return history.all<ArrivedSeries>(
    `SELECT series.Modality, series.SeriesDescription, series.SeriesNumber, series.BodyPartExamined,
       series.SeriesInstanceUID, study.StudyDescription, study.StudyDate, study.StudyInstanceUID,
       study.AccessionNumber, series.instance_count AS instances
     FROM arrival_series JOIN series ON series.key = arrival_series.series_key
       JOIN study ON study.key = series.study_key WHERE arrival_series.arrival_id = ?`,
    [arrivalId],
  );
}

/** The one expression that is used most of the time. */
let last: { source: string; expression: SeriesExpression } | null = null;

function parsed(source: string): SeriesExpression {
  if (last?.source !== source) last = { source, expression: parseSeriesExpression(source) };
  return last.expression;
}

function nameOf(study: ArrivedStudy): string {
  const name = `${study.StudyDescription} ${study.StudyDate}`.trim();
  return name === '' ? 'without a description' : name;
}

/** Instances of a study in the archive, under whatever patients. */
export function receivedOf(history: History, studyUid: string): number {
  const row = history.get<{ received: number }>(
    'SELECT coalesce(sum(instance_count), 0) AS received FROM study WHERE StudyInstanceUID = ?',
    [studyUid],
  );
  return row?.received ?? 0;
}

/** Notes how many instances a study has; 0: nobody knows any more. What people told, no peer replaces. */
export function noteExpected(
  history: History,
  { studyUid, count, isByHand }: { studyUid: string; count: number; isByHand: boolean },
  now: number,
): void {
  if (count === 0) {
    history.run('DELETE FROM expected_study WHERE StudyInstanceUID = ?', [studyUid]);
    return;
  }
  history.run(
    `INSERT INTO expected_study (StudyInstanceUID, instance_count, told_at, is_by_hand) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET instance_count = excluded.instance_count, told_at = excluded.told_at,
       is_by_hand = excluded.is_by_hand WHERE excluded.is_by_hand >= expected_study.is_by_hand`,
    [studyUid, count, now, Number(isByHand)],
  );
}

/** Forgets what was announced for an arrival: what comes after it is complete is another one. */
export function forgetExpected(history: History, arrivalId: string): void {
  if (!anythingExpected(history)) return;
  history.run(
    `DELETE FROM expected_study WHERE StudyInstanceUID IN (SELECT study.StudyInstanceUID FROM arrival_series
       JOIN series ON series.key = arrival_series.series_key JOIN study ON study.key = series.study_key
       WHERE arrival_series.arrival_id = ?)`,
    [arrivalId],
  );
}

/** True while any number of instances is announced. */
export function anythingExpected(history: History): boolean {
  return history.get('SELECT 1 FROM expected_study LIMIT 1') !== undefined;
}
