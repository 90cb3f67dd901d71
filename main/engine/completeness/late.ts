import type { Grouping, PutAside } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { withdrawUnbegun } from '../dispatch/index.ts';

/** What an arrival is about. */
export interface Entity {
  level: Grouping;
  entityId: string;
  patientKey: number;
}

export const runsBefore = `SELECT 1 FROM run
  WHERE entity_id = :entityId AND level = :level AND state <> 'filtered-out'
  UNION ALL
  SELECT 1 FROM arrival WHERE entity_id = :entityId AND level = :level AND state = 'complete' LIMIT 1`;

/** True where instances that came before are planned, or about to be: what comes now is late. */
export function hadRun(history: History, { level, entityId }: Entity): boolean {
  return history.get(runsBefore, { level, entityId }) !== undefined;
}

/**
 * Lets an arrival collect again that is complete and not planned yet: there will be one run in place of two. One that
 * somebody wanted now, or that waited for too long already, stays as it is.
 * @param beingPlanned also one that planning is at, which then begins anew
 * @returns its identifier; null where there is none
 */
export function reopen(
  history: History,
  { level, entityId }: Entity,
  at: number,
  beingPlanned: boolean,
): string | null {
  const reopened = history.get<{ id: string }>(
    `UPDATE arrival SET state = 'collecting', completed_by = NULL, completed_at = NULL, problem = NULL
     WHERE id = (SELECT id FROM arrival WHERE entity_id = :entityId AND level = :level AND state = 'complete'
       AND completed_by NOT IN ('process-now', 'reprocess') AND coalesce(maximum_at > :at, 1)
       AND (:beingPlanned OR run_id IS NULL OR problem IS NOT NULL)
       ORDER BY completed_at DESC LIMIT 1) RETURNING id`,
    { level, entityId, at, beingPlanned: Number(beingPlanned) },
  );
  return reopened?.id ?? null;
}

/**
 * Lets late instances join what came before, where none of its jobs has begun: an arrival that is being planned
 * collects again, and a run is withdrawn.
 * @returns the arrival that collects again; null where a new one is needed
 */
export function openForLate(context: ApplicationContext, entity: Entity, at: number): string | null {
  const reopened = reopen(context.history, entity, at, true);
  if (reopened !== null) return reopened;
  withdrawUnbegun(context, entity.level, entity.entityId, {
    code: 'replaced',
    message: `More instances of the ${entity.level} came before any job began; the next version has them all.`,
    details: null,
  });
  return null;
}

/** Notes instances that came late and are not to be processed; one note per patient, study or series. */
export function putAsideLate(
  history: History,
  entity: Entity,
  seriesKey: number,
  newInstances: number,
  at: number,
): void {
  const why: PutAside = {
    code: 'late',
    message: `These instances came after the ${entity.level} was processed; the application ignores late arrivals.`,
  };
  const row = history.get<{ id: string }>(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, put_aside, instance_count, first_instance_at,
       last_instance_at, due_at)
     VALUES (:id, :level, :entityId, :patientKey, 'put-aside', :why, :count, :at, :at, :at)
     ON CONFLICT (level, entity_id) WHERE state = 'put-aside' DO UPDATE SET
       instance_count = instance_count + excluded.instance_count, last_instance_at = excluded.last_instance_at
     RETURNING id`,
    { id: newId(), ...entity, why: JSON.stringify(why), count: newInstances, at },
  );
  if (row === undefined) return;
  history.run('INSERT OR IGNORE INTO arrival_series (arrival_id, series_key) VALUES (?, ?)', [
    row.id,
    seriesKey,
  ]);
}
