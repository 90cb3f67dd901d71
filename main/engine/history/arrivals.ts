import { z } from 'zod';
import { missingSchema, putAsideSchema } from '../../../contract/index.ts';
import type { Arrival, Reason } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readJson } from './json.ts';
import { otherIdsWarning } from './patientIds.ts';

/**
 * Begins with the few arrivals that are meant, whatever SQLite believes: a CROSS JOIN keeps its order, and what was
 * planned is most of what there is.
 */
const arrivalQuery = (
  index: string,
) => `SELECT arrival.id, arrival.level, arrival.entity_id AS key, patient.PatientID,
    patient.PatientName, arrival.state, arrival.instance_count AS instanceCount,
    (SELECT coalesce(max(version), 0) + 1 FROM run
      WHERE run.entity_id = arrival.entity_id AND run.level = arrival.level) AS version,
    (SELECT json_group_array(sender) FROM arrival_sender
      WHERE arrival_sender.arrival_id = arrival.id AND sender <> '') AS senders,
    arrival.first_instance_at AS firstInstanceAt, arrival.last_instance_at AS lastInstanceAt,
    arrival.due_at AS dueAt, arrival.held_until AS heldUntil, arrival.maximum_at AS maximumAt,
    arrival.missing, arrival.put_aside AS putAside, arrival.problem,
    json_group_array(DISTINCT series.study_key) AS studyKeys, count(*) AS seriesCount
  FROM arrival ${index}
    CROSS JOIN patient ON patient.key = arrival.patient_key
    CROSS JOIN arrival_series ON arrival_series.arrival_id = arrival.id
    CROSS JOIN series ON series.key = arrival_series.series_key`;

/** Arrivals that were put aside and are listed; older ones are in the archive all the same. */
const mostPutAside = 200;

export const openArrivals = `${arrivalQuery('INDEXED BY arrival_open')}
  WHERE arrival.state IN ('collecting', 'complete')
  GROUP BY arrival.id ORDER BY arrival.due_at, arrival.id`;
export const putAsideArrivals = `${arrivalQuery('INDEXED BY arrival_put_aside')}
  WHERE arrival.state = 'put-aside'
  GROUP BY arrival.id ORDER BY arrival.last_instance_at DESC, arrival.id LIMIT ${mostPutAside}`;

type ArrivalRow = Omit<Arrival, 'studyCount' | 'senders' | 'missing' | 'putAside' | 'warnings'> & {
  studyKeys: string;
  senders: string;
  missing: string;
  putAside: string | null;
};

/** @param warnings by study (row key), for all rows of a list */
function toArrival(
  { studyKeys, senders, missing, putAside, ...row }: ArrivalRow,
  warnings: (studyKey: number) => Reason | null,
): Arrival {
  const studies = readJson(z.array(z.number()), studyKeys);
  return {
    ...row,
    studyCount: studies.length,
    senders: readJson(z.array(z.string()), senders),
    missing: readJson(z.array(missingSchema), missing),
    putAside: readJson(putAsideSchema, putAside),
    warnings: studies.flatMap((key) => warnings(key) ?? []),
  };
}

/** Many arrivals of one list are about the same study. */
function rememberWarnings(history: History): (studyKey: number) => Reason | null {
  const known = new Map<number, Reason | null>();
  return (studyKey) => {
    const warning = known.has(studyKey) ? (known.get(studyKey) ?? null) : otherIdsWarning(history, studyKey);
    known.set(studyKey, warning);
    return warning;
  };
}

/** Arrivals that are not planned yet, the one that is due first at the top; or those that were put aside, newest first. */
export function listArrivals(history: History, state: 'open' | 'put-aside'): Arrival[] {
  const rows = history.all<ArrivalRow>(state === 'open' ? openArrivals : putAsideArrivals);
  const warnings = rememberWarnings(history);
  return rows.map((row) => toArrival(row, warnings));
}

/** One arrival that is not planned yet, or undefined. */
export function getArrival(history: History, id: string): Arrival | undefined {
  const row = history.get<ArrivalRow>(
    `${arrivalQuery('')} WHERE arrival.id = ? AND arrival.state <> 'planned' GROUP BY arrival.id`,
    [id],
  );
  return row === undefined ? undefined : toArrival(row, rememberWarnings(history));
}
