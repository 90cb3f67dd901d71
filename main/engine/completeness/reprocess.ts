import type { Grouping } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { addEverySeries, seriesOf } from './entities.ts';

/**
 * Adds an arrival of all series that the archive holds of an entity, complete at once. It stands beside one that may
 * be collecting for the same entity: what still comes is an arrival of its own.
 * @returns its identifier; null when the archive holds no series of the entity
 */
export function addReprocessing(history: History, level: Grouping, key: string, now: number): string | null {
  const entity = history.get<{ patientKey: number; instances: number; first: number; last: number }>(
    `SELECT study.patient_key AS patientKey, sum(series.instance_count) AS instances,
       min(study.last_instance_at) AS first, max(study.last_instance_at) AS last
     FROM ${seriesOf[level]} GROUP BY study.patient_key`,
    [key],
  );
  if (entity === undefined) return null;
  const id = newId();
  history.run(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, completed_by, instance_count,
       first_instance_at, last_instance_at, due_at, completed_at)
     VALUES (:id, :level, :key, :patientKey, 'complete', 'reprocess', :instances, :first, :last, :now, :now)`,
    { id, level, key, ...entity, now },
  );
  addEverySeries(history, id, level, key);
  return id;
}
