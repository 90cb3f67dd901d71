import type { Grouping, Reason } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';

/** The newest run of an entity, where it goes on and no job of it has begun. */
const unbegunRun = `SELECT id FROM run
  WHERE id = (SELECT id FROM run WHERE entity_id = :entityId AND level = :level ORDER BY version DESC LIMIT 1)
    AND state = 'active'
    AND NOT EXISTS (SELECT 1 FROM job_run WHERE run_id = run.id AND (attempts > 0 OR state NOT IN ('waiting', 'queued', 'skipped')))`;

/**
 * Withdraws the newest run of a patient, study or series, where no job of it has begun: its job runs are skipped with
 * the reason. Must be called inside `write`, so that no job begins meanwhile.
 * @returns whether there was one
 */
export function withdrawUnbegun(
  context: ApplicationContext,
  level: Grouping,
  entityId: string,
  why: Reason,
): boolean {
  const { history, events } = context;
  const run = history.get<{ id: string }>(unbegunRun, { level, entityId });
  if (run === undefined) return false;
  const now = Date.now();
  const skipped = history.all<{ id: string }>(
    `UPDATE job_run SET state = 'skipped', reason = :why, finished_at = :now
     WHERE run_id = :run AND state IN ('waiting', 'queued') RETURNING id`,
    { why: JSON.stringify(why), now, run: run.id },
  );
  // Nothing ran, so there is nothing to deliver.
  history.run("UPDATE run SET state = 'replaced', finished_at = :now, delivered_at = :now WHERE id = :run", {
    now,
    run: run.id,
  });
  history.afterCommit(() => {
    const about = { application: context.id, run: run.id };
    events.emit('runs.changed', { ...about, state: 'replaced' });
    for (const { id } of skipped) {
      events.emit('job_runs.changed', { ...about, jobRun: id, state: 'skipped', percent: null });
    }
  });
  return true;
}
