import { EngineError } from '../../../contract/index.ts';
import type { ApplicationOptions, Grouping } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { complete, putAside } from './decide.ts';
import { addEverySeries } from './entities.ts';
import { retimeArrival } from './times.ts';

/**
 * Makes every collecting arrival complete.
 * @returns how many
 */
export function completeAll(history: History, now: number): number {
  const collecting = history.all<{ id: string }>("SELECT id FROM arrival WHERE state = 'collecting'");
  return collecting.filter(({ id }) => complete(history, id, 'process-now', now)).length;
}

/**
 * Makes one arrival complete, also one that was put aside; one that already is, or was planned, stays as it is.
 * @throws EngineError `not-found`
 */
export function completeOne(history: History, id: string, now: number): number {
  const arrival = history.get<{ state: string; level: Grouping; entityId: string }>(
    'SELECT state, level, entity_id AS entityId FROM arrival WHERE id = ?',
    [id],
  );
  if (arrival === undefined) throw new EngineError('not-found', 'There is no such arrival.');
  // A note on late instances names only these; its run is about everything, as that of any late arrival.
  if (arrival.state === 'put-aside') addEverySeries(history, id, arrival.level, arrival.entityId);
  return Number(complete(history, id, 'process-now', now));
}

/**
 * Keeps an arrival open for longer than it would be, counted from now where that time is over.
 * @throws EngineError `not-found`
 */
export function hold(
  history: History,
  options: ApplicationOptions,
  id: string,
  seconds: number,
  now: number,
): void {
  const { changes } = history.run(
    `UPDATE arrival SET held_until = max(due_at, :now) + :ms WHERE id = :id AND state = 'collecting'`,
    { id, now, ms: seconds * 1000 },
  );
  if (changes === 0) {
    const known = history.get('SELECT 1 FROM arrival WHERE id = ?', [id]) !== undefined;
    throw new EngineError(
      'not-found',
      known ? 'The arrival does not wait any more; it cannot wait longer.' : 'There is no such arrival.',
      { advice: 'List what is arriving with: dcm-processor list arrivals' },
    );
  }
  retimeArrival(history, options, id);
}

/**
 * Puts aside an arrival that waits for planning or is being planned: a plan that is made of it meanwhile is not
 * recorded.
 * @throws EngineError `not-found` when there is none, or it does not wait for planning
 */
export function cancelComplete(history: History, id: string, message: string): void {
  const arrival = history.get<{ state: string }>('SELECT state FROM arrival WHERE id = ?', [id]);
  if (arrival?.state !== 'complete') throw new EngineError('not-found', whyNoPlanning(arrival?.state));
  putAside(history, id, { code: 'cancelled', message });
  history.run('UPDATE arrival SET problem = NULL WHERE id = ?', [id]);
}

function whyNoPlanning(state: string | undefined): string {
  if (state === undefined) return 'There is no such arrival.';
  if (state === 'planned') return 'It was planned meanwhile: cancel its run in place of it.';
  return 'It does not wait for planning, so there is nothing to cancel.';
}
