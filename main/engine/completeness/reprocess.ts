import { EngineError } from '../../../contract/index.ts';
import type { Grouping } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { nobody } from '../dicom/index.ts';
import { addEverySeries, seriesOf } from './entities.ts';

/**
 * Adds an arrival of all series that the archive holds of an entity, complete at once. It stands beside one that may
 * be collecting for the same entity: what still comes is an arrival of its own.
 * @returns its identifier
 * @throws EngineError `not-found` when the archive holds no series of it; `validation-failed` for all that came without
 *   a PatientID, which need not be one patient
 */
export function addReprocessing(history: History, level: Grouping, key: string, now: number): string {
  if (level === 'patient' && key === nobody) {
    throw new EngineError(
      'validation-failed',
      'What came without a PatientID need not be of one patient; process each study by itself.',
    );
  }
  const entity = history.get<{ patientKey: number; instances: number; first: number; last: number }>(
    `SELECT study.patient_key AS patientKey, sum(series.instance_count) AS instances,
       min(study.last_instance_at) AS first, max(study.last_instance_at) AS last
     FROM ${seriesOf[level]} GROUP BY study.patient_key`,
    [key],
  );
  if (entity === undefined)
    throw new EngineError('not-found', `The archive holds no series of this ${level}.`);
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
