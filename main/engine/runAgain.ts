import { EngineError } from '../../contract/index.ts';
import type { Arrival, Grouping } from '../../contract/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

/**
 * Has something processed once more: a patient, or what a service ran for last.
 * @throws EngineError `service-not-found`, `not-found`
 */
export function runAgain(
  application: OpenApplication,
  service: string,
  patient: string | undefined,
): Arrival {
  application.services.summary(service);
  if (patient !== undefined) return application.reprocess('patient', patient);
  const last = application.context.history.get<{ level: Grouping; key: string }>(
    `SELECT run.level AS level, run.entity_id AS key FROM job_run JOIN run ON run.id = job_run.run_id
     WHERE job_run.service = ? ORDER BY job_run.key DESC LIMIT 1`,
    [service],
  );
  if (last === undefined) {
    throw new EngineError('not-found', `The service "${service}" was not asked about anything yet.`, {
      advice: 'Name a patient, or import a study first.',
    });
  }
  return application.reprocess(last.level, last.key);
}
