import { EngineError } from '../../../contract/index.ts';
import type { Grouping } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { History } from '../database/index.ts';
import type { ArchivedSeries } from './types.ts';

/** Adds a series to the one arrival that collects for its patient, study or series. Times in ms since the epoch. */
export function collect(
  history: History,
  level: Grouping,
  series: ArchivedSeries,
  at: number,
  dueAt: number,
): void {
  const entityId = { patient: series.patientId, study: series.studyId, series: series.seriesId }[level];
  const arrival = history.get<{ id: string }>(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
       last_instance_at, due_at)
     VALUES (:id, :level, :entityId, :patientKey, 'collecting', :count, :at, :at, :dueAt)
     ON CONFLICT (level, entity_id) WHERE state = 'collecting' DO UPDATE SET
       instance_count = instance_count + excluded.instance_count,
       last_instance_at = excluded.last_instance_at,
       due_at = excluded.due_at
     RETURNING id`,
    {
      id: newId(),
      level,
      entityId,
      patientKey: series.patientKey,
      count: series.newInstances,
      at,
      dueAt,
    },
  );
  if (arrival === undefined) throw new EngineError('database-failed');
  history.run('INSERT OR IGNORE INTO arrival_series (arrival_id, series_key) VALUES (?, ?)', [
    arrival.id,
    series.seriesKey,
  ]);
}

/**
 * An arrival never waits longer than one quiet time from now: where a due time lies further ahead, the clock was
 * set back, or the quiet time was made shorter.
 * @returns how many due times were moved
 */
export function holdBackClock(history: History, now: number, quietMs: number): number {
  return history.run(
    `UPDATE arrival SET due_at = :latest, last_instance_at = min(last_instance_at, :now)
     WHERE state = 'collecting' AND due_at > :latest`,
    { latest: now + quietMs, now },
  ).changes;
}

/**
 * Makes the arrivals complete whose quiet time is over.
 * @returns how many
 */
export function completeDue(history: History, now: number): number {
  return history.run(
    `UPDATE arrival SET state = 'complete', completed_by = 'quiet-time', completed_at = :now
     WHERE state = 'collecting' AND due_at <= :now`,
    { now },
  ).changes;
}

/**
 * Makes every collecting arrival complete.
 * @returns how many
 */
export function completeAll(history: History, now: number): number {
  return history.run(
    `UPDATE arrival SET state = 'complete', completed_by = 'process-now', completed_at = ?
     WHERE state = 'collecting'`,
    [now],
  ).changes;
}

/**
 * Makes one arrival complete; one that already is, or was planned, stays as it is.
 * @throws EngineError `not-found`
 */
export function completeOne(history: History, id: string, now: number): number {
  const completed = history.run(
    `UPDATE arrival SET state = 'complete', completed_by = 'process-now', completed_at = ?
     WHERE id = ? AND state = 'collecting'`,
    [now, id],
  ).changes;
  if (completed === 0 && history.get('SELECT 1 FROM arrival WHERE id = ?', [id]) === undefined) {
    throw new EngineError('not-found', 'There is no such arrival.');
  }
  return completed;
}

/** When the next arrival is due, in ms since the epoch; null when none is collecting. */
export function nextDue(history: History): number | null {
  return (
    history.get<{ due: number | null }>("SELECT min(due_at) AS due FROM arrival WHERE state = 'collecting'")
      ?.due ?? null
  );
}
