import { EngineError } from '../../../contract/index.ts';
import type { Grouping } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const found: Record<Grouping, string> = {
  patient: 'SELECT id FROM patient WHERE id = :name OR PatientID = :name',
  study: 'SELECT id FROM study WHERE id = :name OR StudyInstanceUID = :name',
  series: 'SELECT id FROM series WHERE id = :name OR SeriesInstanceUID = :name',
};

/**
 * The identifier of a stored patient, study or series, which people also name by the PatientID or UID in its files.
 * @throws EngineError `not-found`; `validation-failed` where several have this UID, under other patient ids
 */
export function storedId(history: History, level: Grouping, name: string): string {
  const rows = history.all<{ id: string }>(found[level], { name });
  const [only, ...others] = rows;
  if (only === undefined) {
    throw new EngineError('not-found', `The archive holds no ${level} "${name}".`, {
      advice: 'Use its identifier as lists show it, or the PatientID or UID that is in its files.',
    });
  }
  if (others.length > 0) {
    throw new EngineError(
      'validation-failed',
      `The archive holds this ${level} under ${rows.length} patient ids; name one by its identifier.`,
      { details: rows.map(({ id }) => id).join('\n') },
    );
  }
  return only.id;
}
