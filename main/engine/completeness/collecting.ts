import type { ApplicationOptions } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { gatheredBy } from '../dicom/index.ts';
import { addEverySeries } from './entities.ts';
import type { Entity } from './late.ts';
import { hadRun, openForLate, putAsideLate, reopen } from './late.ts';
import { namedSenders, quietMsOf } from './senders.ts';
import { retimeArrival } from './times.ts';
import type { ArchivedSeries } from './types.ts';

/** An arrival that took in new instances, and when it is to be looked at. */
interface Collected {
  id: string;
  lookAt: number;
}

/**
 * Adds new instances to the one arrival that collects for their patient, study or series. Inside a transaction.
 * @param at when they were archived, ms since the epoch
 * @returns null where they came late and the application ignores that
 */
export function collect(context: ApplicationContext, series: ArchivedSeries, at: number): Collected | null {
  const { history } = context;
  const options = context.options();
  const level = gatheredBy(options.grouping, series.patientId);
  const entityId = { patient: series.patientId, study: series.studyId, series: series.seriesId }[level];
  const entity: Entity = { level, entityId, patientKey: series.patientKey };

  const id = collecting(history, entity) ?? begin(context, options, entity, at);
  if (id === null) {
    putAsideLate(history, entity, series.seriesKey, series.newInstances, at);
    return null;
  }
  history.run(
    'UPDATE arrival SET instance_count = instance_count + :count, last_instance_at = :at WHERE id = :id',
    { id, count: series.newInstances, at },
  );
  history.run('INSERT OR IGNORE INTO arrival_series (arrival_id, series_key) VALUES (?, ?)', [
    id,
    series.seriesKey,
  ]);
  for (const sender of namedSenders(series.senders)) {
    history.run(
      `INSERT INTO arrival_sender (arrival_id, sender, last_at, quiet_ms) VALUES (:id, :sender, :at, :quietMs)
       ON CONFLICT DO UPDATE SET last_at = excluded.last_at, quiet_ms = excluded.quiet_ms`,
      { id, sender, at, quietMs: quietMsOf(options, sender) },
    );
  }
  return { id, lookAt: retimeArrival(history, options, id) };
}

function collecting(history: History, { level, entityId }: Entity): string | null {
  return (
    history.get<{ id: string }>(
      "SELECT id FROM arrival WHERE level = ? AND entity_id = ? AND state = 'collecting'",
      [level, entityId],
    )?.id ?? null
  );
}

/**
 * Opens an arrival for everything that the archive holds of the entity: what came before had a run, to be done again,
 * or was put aside.
 * @returns null where late instances are ignored
 */
function begin(
  context: ApplicationContext,
  options: ApplicationOptions,
  entity: Entity,
  at: number,
): string | null {
  const { history } = context;
  const mode = options.completeness.lateArrivals;
  const unplanned = reopen(history, entity, at, false);
  const late = unplanned === null && hadRun(history, entity);
  if (late && mode === 'ignore') return null;
  const id =
    unplanned ??
    (late && mode === 'merge' ? openForLate(context, entity, at) : null) ??
    takeUpAgain(history, entity, at) ??
    insert(history, entity, at);
  addEverySeries(history, id, entity.level, entity.entityId);
  return id;
}

/** What was put aside comes along with what comes now. */
function takeUpAgain(history: History, { level, entityId }: Entity, at: number): string | null {
  const again = history.get<{ id: string }>(
    `UPDATE arrival SET state = 'collecting', put_aside = NULL, missing = '[]', held_until = NULL,
       first_instance_at = :at
     WHERE level = :level AND entity_id = :entityId AND state = 'put-aside' RETURNING id`,
    { level, entityId, at },
  );
  return again?.id ?? null;
}

function insert(history: History, entity: Entity, at: number): string {
  const id = newId();
  history.run(
    `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
       last_instance_at, due_at)
     VALUES (:id, :level, :entityId, :patientKey, 'collecting', 0, :at, :at, :at)`,
    { id, ...entity, at },
  );
  return id;
}
