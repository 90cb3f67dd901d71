import type { Arrival } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const arrivalQuery = `SELECT arrival.id, arrival.level, arrival.entity_id AS key, patient.PatientID,
    patient.PatientName, arrival.state, arrival.instance_count AS instanceCount,
    arrival.first_instance_at AS firstInstanceAt, arrival.last_instance_at AS lastInstanceAt,
    arrival.due_at AS dueAt, arrival.problem,
    count(DISTINCT series.study_key) AS studyCount, count(*) AS seriesCount
  FROM arrival
    JOIN patient ON patient.key = arrival.patient_key
    JOIN arrival_series ON arrival_series.arrival_id = arrival.id
    JOIN series ON series.key = arrival_series.series_key`;

/** Arrivals that are not planned yet, the one that is due first at the top. */
export function listArrivals(history: History): Arrival[] {
  return history.all<Arrival>(
    `${arrivalQuery} WHERE arrival.state <> 'planned' GROUP BY arrival.id ORDER BY arrival.due_at, arrival.id`,
  );
}

/** One arrival that is not planned yet, or undefined. */
export function getArrival(history: History, id: string): Arrival | undefined {
  return history.get<Arrival>(
    `${arrivalQuery} WHERE arrival.id = ? AND arrival.state <> 'planned' GROUP BY arrival.id`,
    [id],
  );
}
