import type { ApplicationOptions } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { quietMsOf } from './senders.ts';

interface Facts {
  id: string;
  firstAt: number;
  lastAt: number;
  heldUntil: number | null;
}

const facts = `SELECT id, first_instance_at AS firstAt, last_instance_at AS lastAt, held_until AS heldUntil
  FROM arrival WHERE state = 'collecting'`;

/**
 * Writes when an arrival is due and when it is to be looked at next, from its instances, its senders and who asked to
 * wait.
 * @returns the latter, in ms since the epoch
 */
export function retimeArrival(history: History, options: ApplicationOptions, id: string): number {
  const row = history.get<Facts>(`${facts} AND id = ?`, [id]);
  return row === undefined ? 0 : writeTimes(history, options, row);
}

/** The same for all that collect, whose senders may have other quiet times now. */
export function retimeAll(history: History, options: ApplicationOptions): void {
  const senders = history.all<{ id: string; sender: string }>(
    `SELECT arrival.id, arrival_sender.sender FROM arrival
       JOIN arrival_sender ON arrival_sender.arrival_id = arrival.id WHERE arrival.state = 'collecting'`,
  );
  for (const { id, sender } of senders) {
    history.run('UPDATE arrival_sender SET quiet_ms = ? WHERE arrival_id = ? AND sender = ?', [
      quietMsOf(options, sender),
      id,
      sender,
    ]);
  }
  for (const row of history.all<Facts>(facts)) writeTimes(history, options, row);
}

function writeTimes(history: History, options: ApplicationOptions, row: Facts): number {
  const { maximumWaitSeconds, afterMaximumWait } = options.completeness;
  const held = row.heldUntil ?? 0;
  const quiet = history.get<{ until: number | null }>(
    // The cast keeps SQLite from planning the statement anew for each value: a loop over several rows is looked at by it.
    'SELECT max(last_at + quiet_ms) AS until FROM arrival_sender WHERE arrival_id = CAST(? AS TEXT)',
    [row.id],
  );
  const dueAt = Math.max(quiet?.until ?? row.lastAt, held);
  const maximumAt =
    maximumWaitSeconds === null ? null : Math.max(row.firstAt + Math.round(maximumWaitSeconds * 1000), held);
  // Where the maximum wait ends nothing, nobody looks for its sake while instances stream in.
  const lookAt = afterMaximumWait === 'keep-waiting' ? dueAt : Math.min(dueAt, maximumAt ?? dueAt);
  history.run(
    'UPDATE arrival SET due_at = :dueAt, maximum_at = :maximumAt, look_at = :lookAt WHERE id = :id',
    {
      id: row.id,
      dueAt,
      maximumAt,
      lookAt,
    },
  );
  return lookAt;
}

const ofCollecting = "arrival_id IN (SELECT id FROM arrival WHERE state = 'collecting')";

/** Times that lie ahead were written by a clock that was set back since; they become now. */
export function holdBackClock(history: History, now: number): void {
  history.run(`UPDATE arrival_sender SET last_at = :now WHERE last_at > :now AND ${ofCollecting}`, { now });
  history.run(
    `UPDATE arrival SET last_instance_at = min(last_instance_at, :now),
       first_instance_at = min(first_instance_at, :now)
     WHERE state = 'collecting' AND last_instance_at > :now`,
    { now },
  );
}

/**
 * Moves the times of all that collect by what the clock was set, or the machine slept: nothing could come meanwhile,
 * so that time was not quiet.
 * @param ms a step of the clock; steps back are `holdBackClock`'s
 */
export function followClock(history: History, ms: number, now: number): void {
  history.run(`UPDATE arrival_sender SET last_at = min(last_at + :ms, :now) WHERE ${ofCollecting}`, {
    ms,
    now,
  });
  history.run(
    `UPDATE arrival SET last_instance_at = min(last_instance_at + :ms, :now),
       first_instance_at = min(first_instance_at + :ms, :now), held_until = held_until + :ms
     WHERE state = 'collecting'`,
    { ms, now },
  );
}

export const nextLookAt = "SELECT min(look_at) AS at FROM arrival WHERE state = 'collecting'";

/** When completeness is to look next, in ms since the epoch; null when nothing is due by itself. */
export function nextLook(history: History): number | null {
  return history.get<{ at: number | null }>(nextLookAt)?.at ?? null;
}
