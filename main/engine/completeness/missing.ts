import { parseSeriesExpression } from '../../../contract/index.ts';
import type { CompletenessOptions, Missing, SeriesExpression } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { anythingCommitted, committedFor, committedInWords, unnamedStudies } from './commitments.ts';
import type { Committed } from './commitments.ts';
import { anythingFetched, fetchedFor } from './fetches.ts';
import type { Fetched } from './fetches.ts';
import { describeUnfulfilled } from './requiredSeries/index.ts';
import type { ArrivedSeries } from './requiredSeries/index.ts';

/** What an arrival has of what it is to have. */
export interface Contents {
  missing: Missing[];
  /** What it will never have as it is, and waits for no longer: instances in quarantine. */
  aside: Missing[];
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
  /** Instances of it that came and lie in quarantine, other content of received ones aside. */
  quarantined: number;
  /** 1 where a peer told it of a study that is sent to us: it may still grow there. */
  isFromPeer: number | null;
  /** Instances of it came with this arrival. */
  came: number;
}

interface ExpectedStudy extends ArrivedStudy {
  /** No more of it comes. */
  isOver: boolean;
}

const noneCommitted: Committed = { named: 0, received: 0, quarantined: 0 };
const nothingLacking: Contents = { missing: [], aside: [], allExpected: false };

/** Reads what an arrival lacks, by the options of the application. */
export function readContents(history: History, arrivalId: string, options: CompletenessOptions): Contents {
  const expression = options.requiredSeries;
  // Nearly always; a large import can complete thousands of arrivals at once.
  const awaitsCommitted = options.awaitCommitted && anythingCommitted(history);
  if (expression === null && !awaitsCommitted && !anythingExpected(history) && !anythingFetched(history)) {
    return nothingLacking;
  }
  const fetched = fetchedFor(history, arrivalId);
  const studies = withFetched(readStudies(history, arrivalId), fetched);
  const announced = studies.filter((study) => study.expected !== null);
  // What lies in quarantine has come: its sender does not send it again.
  const short = announced.filter((study) => study.received + study.quarantined < (study.expected ?? 0));
  const awaited = short.filter((study) => !study.isOver);
  const missing: Missing[] = awaited.map((study) => ({
    code: 'expected-instances',
    message: `${study.received} of ${study.expected} expected instances of the study ${nameOf(study)} have arrived.${study.quarantined === 0 ? '' : ` ${liesAside(study)}`}`,
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
  const committed = awaitsCommitted ? committedFor(history, arrivalId) : noneCommitted;
  const commitment = committedInWords(committed);
  missing.push(...commitment.missing);
  const isNamed = committed.named > 0 && options.atExpectedInstances && missing.length === 0;
  const unnamed = isNamed ? unnamedStudies(history, arrivalId) : null;
  const isTold = ({ StudyInstanceUID, expected, isFromPeer }: ExpectedStudy) =>
    unnamed?.has(StudyInstanceUID) === false ||
    (expected !== null && (isFromPeer !== 1 || options.atExpectedInstances));
  return {
    missing,
    aside: [
      ...announced
        .filter((study) => study.quarantined > 0 && study.received < (study.expected ?? 0))
        .map((study) => ({ code: 'expected-instances' as const, message: liesAside(study) })),
      ...commitment.aside,
    ],
    allExpected:
      (announced.length > 0 || isNamed) &&
      short.length === 0 &&
      studies.every((study) => study.came === 0 || isTold(study)),
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
      quarantined: 0,
      isFromPeer: null,
      isOver: one.isOver === 1,
    })),
  ];
}

/** The studies of an arrival. One that stands under two patient ids counts its instances under both. */
function readStudies(history: History, arrivalId: string): ArrivedStudy[] {
  // The plus keeps the type of the column from keeping the index from being used.
  return history.all<ArrivedStudy>(
    `SELECT study.StudyInstanceUID, study.StudyDate, study.StudyDescription, expected_study.instance_count AS expected,
       expected_study.is_by_hand = 0 AS isFromPeer,
       (SELECT sum(other.instance_count) FROM study AS other
        WHERE other.StudyInstanceUID = study.StudyInstanceUID) AS received,
       (SELECT count(DISTINCT coalesce(header ->> 'SOPInstanceUID', quarantine.id)) FROM quarantine
        WHERE header ->> 'StudyInstanceUID' = +study.StudyInstanceUID AND NOT EXISTS (
          SELECT 1 FROM instance WHERE SOPInstanceUID = header ->> 'SOPInstanceUID')) AS quarantined,
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

function liesAside(study: ArrivedStudy): string {
  const count = study.quarantined;
  const [which, lie] = count === 1 ? ['1 instance', 'lies'] : [`${count} instances`, 'lie'];
  return `${which} of the study ${nameOf(study)} ${lie} in quarantine.`;
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
